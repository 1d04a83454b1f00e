"""Values of the deadlines room."""

import datetime as dt
import enum
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """What is answered within `days` working days; staff are warned once no more than `warn_days` are left."""

    id: str
    title: str | Promise
    days: int
    warn_days: int


class Waiting(enum.StrEnum):
    """The one reason for which a clock may stand still."""

    FOR_THE_PERSON = "for_the_person"


class NoSuchClock(LookupError):
    """Nothing was promised about this subject."""


class Late(ValueError):
    """The day has passed: such a clock cannot be made to wait any more."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What was promised about one subject. `due_at` is the instant at which the last day, `due_on`, is over."""

    subject: str
    kind: Kind
    started_at: dt.datetime
    promised_on: dt.date
    due_on: dt.date
    due_at: dt.datetime
    paused_at: dt.datetime | None
    waited_days: int
    warned_at: dt.datetime | None
    breached_at: dt.datetime | None
    stopped_at: dt.datetime | None

    @property
    def is_open(self) -> bool:
        return self.stopped_at is None

    def is_late(self, at: dt.datetime) -> bool:
        """Whether the answer was not there in time."""
        if self.breached_at is not None:
            return True
        return self.paused_at is None and (self.stopped_at or at) >= self.due_at
