"""Schema history of privacy/retention."""
