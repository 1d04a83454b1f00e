"""The demo studio makes its first copy soon after its first start, and tries it, so that there is something to see."""

import datetime as dt

from kit.demo import demo
from kit.jobs.services import enqueue

SOON = dt.timedelta(minutes=1)


@demo("restores")
def load(at: dt.datetime) -> str:
    """Ask for both, once."""
    enqueue("erasure.back_up", args={}, at=at, run_at=at + SOON, key="demo:first-copy")
    enqueue("erasure.prove", args={}, at=at, run_at=at + 2 * SOON, key="demo:first-proof")
    return "asked for"
