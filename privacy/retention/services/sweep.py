"""The sweep: everything whose clock has ended is treated as declared, in chunks, with a report."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import router, transaction
from django.db.models import F, QuerySet

from kit.failpoints import hit
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Anonymise, Declaration, RetentionClass
from privacy.erasure import queries as order
from privacy.erasure import services as erasure
from privacy.ledger import services as ledger
from privacy.retention import clocks, keys, pulse, queries, strays
from privacy.retention.models import Line, Report
from privacy.retention.types import SweepReport

CHUNK = 10_000
Work = tuple[Declaration, RetentionClass, list[str]]  # no fields: the whole row


def sweep(*, at: dt.datetime, dry_run: bool = False, chunk: int = CHUNK) -> SweepReport:
    """Treat every row and field whose clock has ended at `at`, and destroy keys with nothing left under them.

    Each chunk commits with its count, so a sweep may be killed anywhere; the next call goes on with the same report.
    With `dry_run` it counts and touches nothing. When the clock has leapt more than a day since it was last seen, it
    touches nothing either and asks a human (see `confirm_clock`).
    """
    if dry_run:
        return queries.report(_counted(at))
    if not pulse.beat(at=at):
        return queries.report(Report.objects.create(begun_at=at, finished_at=at, asked=True))
    report = Report.objects.filter(finished_at=None, dry_run=False).first() or Report.objects.create(begun_at=at)
    hit("sweep.begun")
    for said, clock, fields in _works(at):
        _treat(report, said, clock, fields, at, chunk)
    _count(report, "keys", "destroyed", "", None, keys.destroy_unused(at=at))
    hit("sweep.keys")
    _count(report, "files without a row", "deleted", "", None, strays.remove(at=at))
    _count(report, "sessions", "deleted", "", None, strays.end_sessions(at=at))
    _count(report, "numbers of erased persons", "deleted", "", None, erasure.forget_numbers())
    _finish(report, at)
    return queries.report(report)


def _works(at: dt.datetime) -> Iterator[Work]:
    """Fields that end before their row, then the row; children before what they point to, then what is nobody's."""
    for said in (*order.children_first(), *clocks.of_nobody()):
        for clock, fields in clocks.sooner_fields(said, at).items():
            yield said, clock, fields
        if row := locks.row_clock(said, at):
            yield said, row, list(said.at_end.empty) if isinstance(said.at_end, Anonymise) else []


def _due(said: Declaration, clock: RetentionClass, fields: list[str], at: dt.datetime) -> QuerySet[Any]:
    rows = said.model._base_manager.filter(datamap.started_by(said, clock.period.cut_off(at)))
    return erasure.not_empty(rows=rows, said=said, names=fields) if fields else rows


def _treat(
    report: Report, said: Declaration, clock: RetentionClass, fields: list[str], at: dt.datetime, chunk: int
) -> None:
    due, until = _due(said, clock, fields, at), clock.period.cut_off(at)
    done: Any = None
    while True:
        left = due.order_by("pk") if done is None else due.filter(pk__gt=done).order_by("pk")
        if not (pks := list(left.values_list("pk", flat=True)[:chunk])):
            return
        last = pks[-1]  # PostgreSQL knows no MAX of UUIDs
        rows = (due if done is None else due.filter(pk__gt=done)).filter(pk__lte=last)
        keys.let_go(said, clock, rows, at=at)
        with transaction.atomic(), transaction.atomic(using=router.db_for_write(said.model)):
            deleted, emptied = _treated(said, fields, rows)
            what = f"{said.label} ({', '.join(fields)})" if fields else said.label
            _count(report, what, "deleted", clock.id, until, deleted)
            _count(report, what, "emptied", clock.id, until, emptied)
        hit("sweep.chunk")
        done = last


def _treated(said: Declaration, fields: list[str], rows: QuerySet[Any]) -> tuple[int, int]:
    if fields:
        return 0, erasure.empty_fields(rows=rows, said=said, names=fields)
    treated = erasure.remove_rows(rows=rows, said=said)
    return treated.deleted, treated.emptied


def _count(report: Report, what: str, how: str, clock: str, until: dt.datetime | None, count: int) -> None:
    if not count:
        return
    line, _created = Line.objects.get_or_create(report=report, what=what, how=how)
    Line.objects.filter(pk=line.pk).update(count=F("count") + count, clock=clock, until=until)


def _finish(report: Report, at: dt.datetime) -> None:
    lines = list(report.lines.order_by("what", "how").values_list("what", "how", "clock", "count"))
    digest = hashlib.sha256(json.dumps(lines).encode()).hexdigest()
    treated = sum(int(line[3]) for line in lines)
    facts: dict[str, str | int] = {"report": str(report.pk), "treated": treated, "digest": digest}
    with transaction.atomic():
        if Report.objects.filter(pk=report.pk, finished_at=None).update(finished_at=at, digest=digest):
            ledger.append(kind="retention.swept", about=None, facts=facts, at=at)
    report.refresh_from_db()
    hit("sweep.finished")


def _counted(at: dt.datetime) -> Report:
    report = Report.objects.create(begun_at=at, finished_at=at, dry_run=True)
    for said, clock, fields in _works(at):
        what = f"{said.label} ({', '.join(fields)})" if fields else said.label
        how = "emptied" if fields else "deleted"
        _count(report, what, how, clock.id, clock.period.cut_off(at), _due(said, clock, fields, at).count())
    return report
