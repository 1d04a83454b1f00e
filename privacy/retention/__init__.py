"""Clocks on every kind of data and the sweep that obeys them."""
