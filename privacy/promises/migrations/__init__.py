"""Schema history of privacy/promises."""
