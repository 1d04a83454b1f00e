"""The public pages, composed from the areas."""
