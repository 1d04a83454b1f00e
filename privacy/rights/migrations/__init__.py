"""Schema history of privacy/rights."""
