"""How money moves: one ledger of payments for everything sold."""
