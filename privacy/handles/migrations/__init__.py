"""Schema history of privacy/handles."""
