"""When an unsettled payment is asked for again: soon at first, then more and more rarely, for five days."""

import datetime as dt
from dataclasses import dataclass

PAUSES = tuple(
    dt.timedelta(seconds=seconds)
    for seconds in (30, 60, 120, 300, 600, 900, 900, 900, 3600, 3 * 3600, 12 * 3600, *[24 * 3600] * 4)
)
# A payment whose page never came to be cannot be paid; after this round nobody will ask for the page any more.
NEVER_OPENED_AFTER = 8


@dataclass(frozen=True, slots=True)
class Poll:
    """One round of asking."""

    args: dict[str, str | int]
    key: str
    run_at: dt.datetime


def first_poll(payment_id: int, at: dt.datetime) -> Poll:
    """The first round."""
    return _poll(payment_id, 0, at)


def next_poll(payment_id: int, after_round: int, at: dt.datetime) -> Poll | None:
    """The next round, or None when a person must look."""
    return _poll(payment_id, after_round + 1, at) if after_round + 1 < len(PAUSES) else None


def _poll(payment_id: int, number: int, at: dt.datetime) -> Poll:
    key = f"payments.poll:{payment_id}:{number}"
    return Poll({"payment_id": payment_id, "round": number}, key, at + PAUSES[number])
