"""Weak spots: looked for on a schedule, with an owner and a day by which each is mended."""
