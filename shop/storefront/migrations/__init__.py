"""Schema history of shop/storefront."""
