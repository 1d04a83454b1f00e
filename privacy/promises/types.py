"""A clause, its state, and what the running site can show for it."""

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from privacy.datamap.types import Text
from privacy.promises.figures import Figure


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
    """What was seen just now: in words with a place for each figure, whether it supports the promise, as of when (UTC).

    Words hold no numbers of their own: each is a `Figure`, so that what is told of people is coarse in one place.
    """

    says: Text
    holds: bool
    as_of: dt.datetime
    figures: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words with their figures, as they are shown."""
        return str(self.says) % {name: str(one) for name, one in self.figures.items()}


Witness = Callable[[dt.datetime], Evidence]
