"""Schema history of shop/backoffice."""
