"""Proving that the newest and the oldest copy can be put back, and that nobody erased comes back with them."""
