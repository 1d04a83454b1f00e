"""Benchmarks: what the site costs beside its floor, measured in one run. `bin/bench` prints the table."""
