"""Schema history of shop/orders."""
