"""A clause, its state, and what the running site can show for it."""

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass

from privacy.datamap.types import Text


class State(enum.Enum):
    """How far a promise is kept by code."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_YET = "not-yet"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence the studio promised. `missing` says honestly what no code keeps yet; empty means all is kept."""

    id: str
    words: Text
    enforced: tuple[str, ...] = ()
    missing: Text = ""

    @property
    def section(self) -> str:
        """The part of the notice it belongs to: the word before the dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen just now: in words, whether it supports the promise, and as of when (UTC)."""

    says: Text
    holds: bool
    as_of: dt.datetime


Witness = Callable[[dt.datetime], Evidence]
