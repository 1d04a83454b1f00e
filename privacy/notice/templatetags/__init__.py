"""Template tags of the notice."""
