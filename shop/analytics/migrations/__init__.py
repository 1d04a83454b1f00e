"""Schema history of shop/analytics."""
