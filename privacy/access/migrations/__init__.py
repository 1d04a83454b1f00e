"""Schema history of privacy/access."""
