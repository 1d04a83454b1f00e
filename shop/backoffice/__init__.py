"""The staff's desk, composed from the areas."""
