"""Schema history of privacy/notice."""
