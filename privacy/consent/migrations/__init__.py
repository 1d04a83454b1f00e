"""Schema history of privacy/consent."""
