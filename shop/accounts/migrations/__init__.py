"""Schema history of shop/accounts."""
