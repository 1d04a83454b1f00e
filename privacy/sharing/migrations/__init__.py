"""Schema history of privacy/sharing."""
