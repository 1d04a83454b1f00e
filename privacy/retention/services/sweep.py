"""The sweep: everything whose clock has ended is treated as declared, in chunks, with a report."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import router, transaction
from django.db.models import F, Model, QuerySet

from kit.failpoints import hit
from kit.prepared import prepared
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Anonymise, Declaration, RetentionClass
from privacy.datamap.vocabulary import EVIDENCE
from privacy.erasure import queries as order
from privacy.erasure import services as erasure
from privacy.ledger import services as ledger
from privacy.retention import clocks, keys, pulse, queries, sealed, strays
from privacy.retention.models import Line, Report
from privacy.retention.pace import Pace
from privacy.retention.types import SweepReport
from privacy.vault.models import SealedFile

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
    proven_until = EVIDENCE.period.cut_off(at)
    expired = ledger.expire(before=proven_until, at=at)
    _count(report, "ledger entries", "deleted", EVIDENCE.id, proven_until, expired)
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


def _is_anything_due(said: Declaration, fields: list[str], until: dt.datetime) -> bool:
    """Asked for each clock of every model in every sweep, and nearly always in vain."""
    if datamap.has_instants(said):
        return bool(_from_instants(said.model, said.since, *fields, until=until))
    return bool(_from_days(said.model, said.since, *fields, until=until.date()))


def _first(model: type[Model], since: str, /, *fields: str, until: dt.date) -> "QuerySet[Any, Any]":
    rows = model._base_manager.filter(**{f"{since}__lte": until})
    if fields:
        rows = erasure.not_empty(rows=rows, said=datamap.declaration(model), names=fields)
    return rows.values_list("pk")[:1]


_from_instants, _from_days = prepared(until=dt.datetime)(_first), prepared(until=dt.date)(_first)


def _treat(
    report: Report, said: Declaration, clock: RetentionClass, fields: list[str], at: dt.datetime, chunk: int
) -> None:
    until = clock.period.cut_off(at)
    if not _is_anything_due(said, fields, until):
        return
    due = _due(said, clock, fields, at)
    what = f"{said.label} ({', '.join(fields)})" if fields else said.label
    apart = not fields and router.db_for_write(said.model) != router.db_for_write(Line)
    if apart:
        left = _count_ahead(report, said, clock, due, until)
    pace = Pace(chunk)
    for rows in _whole(said, due, pace) if _goes_whole(said, fields) else _chunks(due, pace):
        keys.let_go(said, clock, rows, at=at)
        alias = router.db_for_write(said.model)
        with (
            pace.committing(),
            contextlib.nullcontext() if apart else transaction.atomic(),
            transaction.atomic(using=alias),
        ):
            with pace.timed():
                deleted, emptied = _treated(said, fields, rows)
            if apart:
                left -= deleted
            else:
                _count(report, what, "deleted", clock.id, until, deleted)
                _count(report, what, "emptied", clock.id, until, emptied)
        hit("sweep.chunk")
    if apart:
        _count(report, what, "deleted", clock.id, until, -left)


def _count_ahead(
    report: Report, said: Declaration, clock: RetentionClass, due: QuerySet[Any], until: dt.datetime
) -> int:
    """Write down how many rows of another database will go, before the first does: two databases share no commit.

    A sweep that goes on after a kill adds only what has come due since. Returns how many are to go now.
    """
    with transaction.atomic():
        line = Line.objects.filter(report=report, what=said.label, how="deleted").first()
        count = due.count()
        fresh = due.exclude(datamap.started_by(said, line.until)).count() if line and line.until else count
        _count(report, said.label, "deleted", clock.id, until, fresh)
    return count


def _goes_whole(said: Declaration, fields: list[str]) -> bool:
    """Whether all due rows go at once, with no key, no file and no other row to think of."""
    return not fields and order.all_go(said) and not clocks.sealed_classes(said) and said.model is not SealedFile


def _whole(said: Declaration, due: QuerySet[Any], pace: Pace) -> Iterator[QuerySet[Any]]:
    """The due rows in any order, for as long as there are some: what was handed out before is gone."""
    while due.exists():
        yield said.model._base_manager.filter(pk__in=due.order_by().values("pk")[: pace.rows])
        pace.give_way()


def _chunks(due: QuerySet[Any], pace: Pace) -> Iterator[QuerySet[Any]]:
    """The due rows in stretches of their primary key, the end of each looked up: PostgreSQL knows no MAX of UUIDs."""
    done: Any = None
    while True:
        rows = due if done is None else due.filter(pk__gt=done)
        last = rows.order_by("pk").values_list("pk", flat=True)[pace.rows - 1 : pace.rows].first()
        if last is None:
            yield rows
            return
        yield rows.filter(pk__lte=last)
        pace.give_way()
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
    with transaction.atomic():
        digest = sealed.digest(report, finished_at=at)
        treated = sum(report.lines.values_list("count", flat=True))
        facts: dict[str, str | int] = {"report": str(report.pk), "treated": treated, "digest": digest}
        if Report.objects.filter(pk=report.pk, finished_at=None).update(finished_at=at, digest=digest):
            ledger.append(kind=sealed.SWEPT, about=None, facts=facts, at=at)
    report.refresh_from_db()
    hit("sweep.finished")


def _counted(at: dt.datetime) -> Report:
    report = Report.objects.create(begun_at=at, finished_at=at, dry_run=True)
    for said, clock, fields in _works(at):
        what = f"{said.label} ({', '.join(fields)})" if fields else said.label
        how = "emptied" if fields else "deleted"
        _count(report, what, how, clock.id, clock.period.cut_off(at), _due(said, clock, fields, at).count())
    return report
