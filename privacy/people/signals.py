"""Facts about persons that the rooms above listen to, sent inside the transaction that records them."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class WordsArrived:
    """A person has written something, in a channel such as `letters`; `source` is its opaque id there."""

    person_id: uuid.UUID
    channel: str
    source: str
    at: dt.datetime
    text: str = field(repr=False)


# `sender=None, fact=WordsArrived(…)`
words_arrived = Signal()
