"""Values that leave the job runner."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueueHealth:
    """How many jobs are where; `behind` is how long the oldest due job has been waiting."""

    waiting: int
    running: int
    failed: int
    behind: dt.timedelta


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was given up after its last attempt. Only the kind of error is known, never its message."""

    id: int
    name: str
    attempts: int
    error_kind: str
    given_up_at: dt.datetime | None
