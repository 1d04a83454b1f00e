"""Schema history of privacy/people."""
