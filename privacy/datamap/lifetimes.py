"""Until when a row, or one field of it, may be read: its clocks, as things stand at the moment of reading."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from privacy.datamap import locks
from privacy.datamap.types import Anonymise, Declaration, RetentionClass


@dataclass(frozen=True, slots=True)
class End:
    """Over is what belongs to a row whose clock started at or before `latest_start`; None: nothing is ever over."""

    since: str
    latest_start: dt.datetime | None

    def has_come_for(self, row: Model) -> bool:
        """Whether it is over for this row. A clock that has not started has not ended."""
        if self.latest_start is None:
            return False
        start = getattr(row, self.since, None)  # mostly an instant of the row's own; a path is no attribute
        if not isinstance(start, dt.datetime):
            start = started_at(row, self.since)
        return start is not None and start <= self.latest_start


def end_of(said: Declaration, field: str, at: dt.datetime) -> End:
    """When a field of a declared model is over at `at`, and "" the whole row: with the field's clock or with its row's.

    The same moments as the sweep's (`Period.cut_off`): what is not shown any more is what the next sweep takes.
    """
    starts = [clock.period.cut_off(at) for clock in _clocks(said, field, at) if clock]
    return End(said.since, max(starts, default=None) if said.since else None)


def started_at(row: Model, since: str) -> dt.datetime | None:
    """When the clock of a row started, along the path `since`."""
    start: Any = row
    for step in since.split("__"):
        start = getattr(start, step)
    if start is None or isinstance(start, dt.datetime):
        return start
    return dt.datetime.combine(start, dt.time(), dt.UTC)


def _clocks(said: Declaration, field: str, at: dt.datetime) -> list[RetentionClass | None]:
    """What ends a field: its own clock, and that of its row unless the row stays without a person, and this with it."""
    row = locks.row_clock(said, at)
    if not field:
        return [None if isinstance(said.at_end, Anonymise) else row]
    own = locks.field_clock(said, field, at) if said.own_clock(field) else None
    stays = isinstance(said.at_end, Anonymise) and field not in said.at_end.empty
    return [own, None if stays else row]
