"""Template tags of the orders area."""
