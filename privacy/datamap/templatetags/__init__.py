"""Template tags of the data map."""
