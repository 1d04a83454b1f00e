"""Values that leave the retention room."""

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass


class Seal(enum.StrEnum):
    """How a report stands to the digest of it in the ledger."""

    NONE = "none"
    WHOLE = "whole"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Swept:
    """One line of a report: what, how (deleted, emptied, destroyed), by which clock, anchored up to when, how many."""

    what: str
    how: str
    clock: str
    until: dt.datetime | None
    count: int


@dataclass(frozen=True, slots=True)
class SweepReport:
    """One sweep. `asked`: the clock had leapt, nothing was touched and a human is asked."""

    id: str
    begun_at: dt.datetime
    finished_at: dt.datetime | None
    dry_run: bool
    asked: bool
    digest: str
    lines: Sequence[Swept]
    seal: Seal

    @property
    def total(self) -> int:
        """How many rows, fields, keys and files were treated."""
        return sum(line.count for line in self.lines)
