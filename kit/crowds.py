"""Counts of people that may be shown: counted down to steps, so that one more or less is seldom seen."""

STEP = 5


def coarse(count: int, step: int = STEP) -> int:
    """`count` down to the next multiple of `step`; 0 for every count below one step."""
    return count // step * step
