"""Expiry at read time, for whole rows: a late sweep never shows what has expired."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from kit.clock import Period
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.lifetimes import started_at
from privacy.datamap.types import Declaration
from privacy.datamap.vocabulary import WHILE_CUSTOMER
from privacy.retention import pulse, sealed
from privacy.retention.models import Line, Report
from privacy.retention.types import SweepReport, Swept

Row = TypeVar("Row", bound=Model)


def living(queryset: QuerySet[Row], at: dt.datetime) -> QuerySet[Row]:
    """Those rows of a declared model whose clock has not ended at `at`; raises `Undeclared` for any other model."""
    said = datamap.declaration(queryset.model)
    started = Q(**{f"{said.since}__isnull": False})
    return queryset.exclude(started & datamap.clock_ended(said, at))


def ends_at(said: Declaration, row: Model, field: str = "", *, at: dt.datetime) -> dt.datetime | None:
    """When the clock of a row, or of one field of it, ends as things stand at `at`; None while it has not started."""
    clock = locks.field_clock(said, field, at) if field else locks.row_clock(said, at)
    anchor = started_at(row, said.since)
    return clock.period.after(anchor) if anchor and clock else None


def ends_of(said: Declaration, at: dt.datetime) -> Callable[[Model], Mapping[str, dt.datetime]]:
    """`ends_at` for many rows: `(row) -> ends` by field, that of the whole row under "". Clocks are looked up once.

    What is kept as long as somebody is with us has no day, and is not among the ends.
    """
    periods: dict[Period, list[str]] = {}
    for name in ("", *said.personal):
        clock = locks.field_clock(said, name, at) if name else locks.row_clock(said, at)
        if clock and clock.period != WHILE_CUSTOMER.period:
            periods.setdefault(clock.period, []).append(name)

    def ends(row: Model) -> dict[str, dt.datetime]:
        found: dict[str, dt.datetime] = {}
        if (anchor := started_at(row, said.since)) is None:
            return found
        for period, names in running:
            if (end := period.after(anchor)) < never:
                found |= dict.fromkeys(names, end)
        return found

    running, never = list(periods.items()), _never(at)
    return ends


def has_a_day(end: dt.datetime, at: dt.datetime) -> bool:
    """Whether an end is a day that will come; a date set a lifetime ahead stands for "as long as you are with us"."""
    return end < _never(at)


def _never(at: dt.datetime) -> dt.datetime:
    return Period(years=WHILE_CUSTOMER.period.years // 2).after(at)


def report(row: Report) -> SweepReport:
    """A sweep's report with its lines, compared with its seal."""
    return _reports([row])[0]


def reports(*, limit: int = 50) -> list[SweepReport]:
    """The newest sweeps, for staff and as evidence, each compared with its seal."""
    return _reports(Report.objects.prefetch_related("lines").order_by("-begun_at")[:limit])


def last_sweep(*, before: dt.datetime) -> SweepReport | None:
    """The newest sweep that cleaned: no trial, none that asked about the clock, none dated ahead of `before`."""
    swept = Report.objects.filter(dry_run=False, asked=False, begun_at__lte=before)
    row = swept.prefetch_related("lines").order_by("-begun_at").first()
    return report(row) if row else None


def _reports(rows: Iterable[Report]) -> list[SweepReport]:
    listed = list(rows)
    seals = sealed.seals(listed)
    return [
        SweepReport(
            str(row.pk),
            row.begun_at,
            row.finished_at,
            row.dry_run,
            row.asked,
            row.digest,
            [Swept(one.what, one.how, one.clock, one.until, one.count) for one in _in_order(row)],
            seals[row.pk],
        )
        for row in listed
    ]


def _in_order(row: Report) -> list[Line]:
    return sorted(row.lines.all(), key=lambda line: (line.what, line.how))


def clock_leap() -> tuple[dt.datetime, dt.datetime] | None:
    """From when to when the clock leapt, while a human is being asked; nothing is swept until then."""
    return pulse.leap()


def broken_reports(*, limit: int = 100) -> list[str]:
    """Names of the newest sweeps' reports that are missing or no longer what was sealed."""
    return sealed.broken(limit=limit)
