"""Schema history of privacy/erasure."""
