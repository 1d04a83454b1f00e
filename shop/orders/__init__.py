"""Cart, checkout and the life of an order."""
