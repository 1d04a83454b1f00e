"""Schema history of shop/payments."""
