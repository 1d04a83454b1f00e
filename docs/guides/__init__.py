"""Recording of the guides."""
