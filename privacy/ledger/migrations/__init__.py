"""Schema history of privacy/ledger."""
