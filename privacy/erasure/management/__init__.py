"""Commands of the erasure room."""
