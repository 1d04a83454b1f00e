"""Python's collector of cycles, told what never goes: a started site is a million objects it need not look at again."""

import gc

# Objects made before the young are looked at, and how often the older are: a page makes some ten thousand.
THRESHOLDS = 25_000, 20, 50


def settle() -> None:
    """Call once a process, when everything is loaded. Without it a fifth of a page's time went into collecting."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
