"""Schema history of shop/delivery."""
