"""Schema history of privacy/datamap."""
