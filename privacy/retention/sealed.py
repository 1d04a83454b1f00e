"""Reports of sweeps against their seals: a digest of all they show stands in the ledger, and is computed anew."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence

from privacy.ledger import queries as ledger
from privacy.retention.models import Line, Report
from privacy.retention.types import Seal

SWEPT = "retention.swept"  # what the ledger calls it


def digest(report: Report, *, finished_at: dt.datetime | None) -> str:
    """SHA-256 of everything a report shows: its dates, what it was, and each line with its clock, day and count."""
    head = [str(report.pk), _iso(report.begun_at), _iso(finished_at), report.dry_run, report.asked]
    said = [[line.what, line.how, line.clock, _iso(line.until), line.count] for line in _lines(report)]
    return hashlib.sha256(json.dumps([head, said]).encode()).hexdigest()


def seals(reports: Sequence[Report]) -> Mapping[uuid.UUID, Seal]:
    """How each of these reports stands to its seal: as many queries for a hundred as for one."""
    ended = [row.finished_at for row in reports if row.finished_at]
    sealed = {one.facts["report"]: str(one.facts["digest"]) for one in ledger.at_moments(SWEPT, ended)}
    return {row.pk: _seal(row, sealed.get(str(row.pk))) for row in reports}


def broken(*, limit: int | None = None) -> list[str]:
    """Names of the reports that are not what was sealed, or are missing; among the newest only, with a limit."""
    told = {str(one.facts["report"]) for one in ledger.latest(kind=SWEPT, limit=limit)}
    newest = list(Report.objects.prefetch_related("lines").order_by("-begun_at")[:limit])
    further = told - {str(row.pk) for row in newest}
    rows = [*newest, *Report.objects.prefetch_related("lines").filter(pk__in=further)]
    found = seals(rows)
    missing = told - {str(pk) for pk, seal in found.items() if seal is not Seal.NONE}
    return sorted(missing | {str(pk) for pk, seal in found.items() if seal is Seal.BROKEN})


def _seal(row: Report, told: str | None) -> Seal:
    """A trial and a question about the clock touched nothing and have no seal; nor has a sweep still under way."""
    if told is None and not row.digest and (row.dry_run or row.asked or row.finished_at is None):
        return Seal.NONE
    whole = row.digest in {digest(row, finished_at=row.finished_at), _former_digest(row)}
    if told is None:
        return Seal.WHOLE if whole and _has_expired(row) else Seal.BROKEN
    return Seal.WHOLE if whole and told == row.digest else Seal.BROKEN


def _former_digest(report: Report) -> str:
    """What earlier releases sealed: the lines without their days, no dates. The ledger says which of the two it was."""
    said = [[line.what, line.how, line.clock, line.count] for line in _lines(report)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _has_expired(row: Report) -> bool:
    """Whether the ledger's entries of that time are gone by their own clock."""
    return all(row.finished_at is not None and one.happened_at > row.finished_at for one in ledger.oldest())


def _lines(report: Report) -> Iterable[Line]:
    return sorted(report.lines.all(), key=lambda line: (line.what, line.how))


def _iso(moment: dt.datetime | None) -> str:
    return moment.astimezone(dt.UTC).isoformat() if moment else ""
