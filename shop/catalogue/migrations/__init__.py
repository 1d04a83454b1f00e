"""Schema history of shop/catalogue."""
