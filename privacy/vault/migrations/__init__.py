"""Schema history of privacy/vault."""
