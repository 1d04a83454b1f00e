"""How parcels move: zones, prices, promised windows."""
