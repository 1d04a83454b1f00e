"""What "My data" shows."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, gettext

from privacy.access.models import Opening
from privacy.access.queries import openings_of
from privacy.consent.models import ConsentEvent
from privacy.correspondence.models import Letter
from privacy.datamap import queries as datamap
from privacy.datamap.types import Declaration, Text
from privacy.datamap.vocabulary import DOWNLOAD, TRACE
from privacy.deadlines import queries as deadlines
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.retention.queries import has_a_day, living
from privacy.rights import clocks, presenting, reading, registry, wording
from privacy.rights.models import CaseLetter, Lesson, Request, Summary
from privacy.rights.types import (
    REASON_TITLES,
    STATUS_TITLES,
    UNFINISHED,
    Case,
    Cause,
    Consented,
    Known,
    Learned,
    Mending,
    Mine,
    Outcome,
    OwnFile,
    Part,
    Received,
    Record,
    Right,
    Seen,
    Status,
    Summed,
)
from privacy.sharing import wording as passages
from privacy.sharing.models import Disclosure, SubRecipient
from privacy.sharing.queries import disclosures_of, firms_behind
from privacy.vault.models import SealedFile

# Rows of a kind on the page; the download has all of them.
SHOWN = 12
MANY = 10_000
# These have sections of their own.
APART = {CaseLetter, Opening, Disclosure, ConsentEvent, SealedFile}


def mine(person_ids: frozenset[uuid.UUID], *, at: dt.datetime) -> Mine:
    """Everything known of these persons, as they read it themselves: the newest of each kind, opened."""
    wholes, parts = _arranged(reading.kinds(person_ids))
    return Mine(
        known=[known for said in wholes if (known := _known(said, parts.get(said.label, []), person_ids, at))],
        seen=[_seen(row) for row in living(openings_of(person_ids), at)[: 4 * SHOWN]],
        received=_received(living(disclosures_of(person_ids).filter(refused=""), at)[: 4 * SHOWN]),
        consented=_consented(person_ids, at),
        files=own_files(person_ids, at=at),
        papers=registry.papers_of(person_ids, at=at),
    )


def _arranged(kinds: Sequence[Declaration]) -> tuple[list[Declaration], dict[str, list[Declaration]]]:
    """Kinds with a section of their own, and those whose rows hang on rows of another one, by that one."""
    parts: dict[str, list[Declaration]] = {}
    for said in kinds:
        if link := registry.presenter(said.model).part_of:
            whole: Any = said.model._meta.get_field(link).related_model
            parts.setdefault(whole._meta.label, []).append(said)
    order = [one.model for one in registry.presenters()]
    for found in parts.values():
        found.sort(key=lambda said: order.index(said.model))
    hanging = {said.label for found in parts.values() for said in found}
    return [said for said in kinds if said.label not in hanging], parts


def reasons_to_wait(person_ids: frozenset[uuid.UUID], *, at: dt.datetime) -> list[str]:
    """Why a deletion has to wait, in sentences; nothing when it need not."""
    return [reason for blocker in registry.blockers() for reason in blocker(person_ids, at)]


def what_stays(person_ids: frozenset[uuid.UUID]) -> list[tuple[str, list[str]]]:
    """Which kinds of these persons' data are not corrected on request, by the reason: (reason, titles)."""
    found: dict[str, list[str]] = {}
    for said in reading.kinds(person_ids):
        ways = {name: way for name in said.personal if (way := registry.way_of(f"{said.label}.{name}"))}
        if any(way.how is not Mending.NOT for way in ways.values()):  # of what else can change, hours go without saying
            ways = {name: way for name, way in ways.items() if said.personal[name].category != TRACE}
        for because in {str(way.words) for way in ways.values() if way.how is Mending.NOT}:
            found.setdefault(because, []).append(wording.titled(said))
    return sorted((because, sorted(set(titles))) for because, titles in found.items())


def own_files(person_ids: frozenset[uuid.UUID], *, at: dt.datetime) -> list[OwnFile]:
    """The persons' files, without downloads made of their data."""
    said = datamap.declaration(SealedFile)
    found = SealedFile.objects.filter(person__in=person_ids, expires_at__gt=at).exclude(retention_class=DOWNLOAD.id)
    opened = reading.opened(said, found.order_by("-created_at"), person_ids, at)
    return [
        OwnFile(
            row.pk, values["name"] or str(row.pk), row.size, row.expires_at if has_a_day(row.expires_at, at) else None
        )
        for row, values in opened
    ]


def pending_deletion(person_ids: frozenset[uuid.UUID]) -> Request | None:
    """The deletion these persons have asked for and that has not run yet."""
    rows = Request.objects.filter(person__in=person_ids, right=Right.DELETION, status__in=UNFINISHED)
    first: Request | None = rows.exclude(runs_at=None).order_by("-received_at").first()
    return first


def cases_of(person_ids: frozenset[uuid.UUID], *, at: dt.datetime) -> list[Case]:
    """The requests of these persons, newest first, with their clocks."""
    return _cases(living(Request.objects.filter(person__in=person_ids), at).order_by("-received_at", "-pk")[:SHOWN])


def letters_of(request: Request) -> list[Letter]:
    """What its person wrote us about it by mail, oldest first, sealed."""
    rows = Letter.objects.filter(cases__request=request, ours=False).select_related("ticket")
    return list(rows.order_by("at", "read_at", "pk"))


def is_reachable(request: Request) -> bool:
    """Whether its person hears from us: where they asked, or at an e-mail address we know."""
    if registry.teller(request.channel):
        return True
    return Handle.objects.filter(person__in=request.persons, kind=Kind.EMAIL).exists()


def unfinished() -> list[Case]:
    """Every request nobody has answered yet, the next due first; one query for them and one for their clocks."""
    found = _cases(Request.objects.filter(status__in=UNFINISHED).order_by("received_at", "pk"))
    return sorted(found, key=lambda one: (one.waits, one.clock.due_at if one.clock else one.request.received_at))


def finished(*, limit: int) -> list[Case]:
    """The requests answered last."""
    return _cases(Request.objects.exclude(closed_at=None).order_by("-closed_at", "-pk")[:limit])


def case(request: Request) -> Case:
    """One request with its clock."""
    return _cases([request])[0]


def _cases(rows: Iterable[Request]) -> list[Case]:
    found = list(rows)
    known = deadlines.clocks([clocks.subject(one) for one in found])
    return [
        Case(
            request=one,
            title=clocks.KINDS[Right(one.right)].title,
            status=STATUS_TITLES[Status(one.status)],
            reason=REASON_TITLES.get(one.reason, ""),
            cause=Cause(one.cause).label if one.cause else "",
            outcome=Outcome(one.outcome).label if one.outcome else "",
            clock=known.get(clocks.subject(one)),
        )
        for one in found
    ]


def summaries() -> list[Summed]:
    """The published figures about complaints and what was changed because of them, newest quarter first."""
    rows = list(Summary.objects.order_by("-quarter")[:12])
    learned = Lesson.objects.filter(quarter__in=[row.quarter for row in rows]).order_by("made_at", "pk")
    by_quarter = {
        row.quarter: [one for one in learned if one.quarter == row.quarter and _may_name(row, one)] for row in rows
    }
    return [_summed(row, [_learned(one, row.quarter) for one in by_quarter[row.quarter]]) for row in rows]


def lessons() -> list[Learned]:
    """What was changed because of complaints, newest first, in the active language."""
    rows = list(Lesson.objects.order_by("-made_at", "-pk")[:50])
    told = {one.quarter: one for one in Summary.objects.filter(quarter__in={row.quarter for row in rows})}
    named = {row.pk: row.quarter for row in rows if row.quarter in told and _may_name(told[row.quarter], row)}
    return [_learned(row, named.get(row.pk, "")) for row in rows]


def lessons_of(request: Request) -> list[Learned]:
    """What was changed because of this complaint."""
    return [_learned(row, "") for row in Lesson.objects.filter(request=request).order_by("made_at", "pk")]


def _may_name(row: Summary, lesson: Lesson) -> bool:
    """Only where the figure of its cause is shown: else the lesson would tell of the few who stand behind it."""
    return lesson.cause in row.figures["cause"]["parts"]


def _learned(row: Lesson, quarter: str) -> Learned:
    words = row.words.get(get_language() or "en") or row.words.get("en", "")
    return Learned(row.pk, row.made_at, Cause(row.cause).label, words, row.link, quarter)


def _summed(row: Summary, learned: list[Learned]) -> Summed:
    titles = {**dict(Cause.choices), **dict(Outcome.choices), **STATUS_TITLES}
    rows: list[tuple[str, int]] = []
    for kind, rest in (("cause", gettext("about something else")), ("outcome", gettext("with another ending"))):
        said = row.figures[kind]
        rows += [(str(titles.get(what, what)), count) for what, count in sorted(said["parts"].items())]
        rows += [(rest, said["others"])] if said["others"] else []
    return Summed(row.quarter, row.figures["cause"]["total"], rows, learned)


def ready_download(person_ids: frozenset[uuid.UUID], *, at: dt.datetime) -> Request | None:
    """The newest download that is packed and has not expired."""
    rows = Request.objects.filter(person__in=person_ids, right=Right.ACCESS, file__expires_at__gt=at)
    first: Request | None = rows.order_by("-received_at").first()
    return first


def row_count(person_ids: frozenset[uuid.UUID]) -> int:
    """How many rows there are about these persons, counting no further than needed to call it many."""
    return sum(datamap.rows_about(said, person_ids)[:MANY].count() for said in reading.kinds(person_ids))


def _known(
    said: Declaration, parts: Sequence[Declaration], person_ids: frozenset[uuid.UUID], at: dt.datetime
) -> Known | None:
    if said.model in APART or not said.personal:
        return None
    rows = reading.rows(said, person_ids, at)
    newest = list(rows[:SHOWN])
    if not newest:
        return None
    opened = reading.opened(said, newest, person_ids, at)
    hanging = {part.label: _hanging(part, newest, person_ids, at) for part in parts}
    fields = [field for one in (said, *parts) for field in one.personal.values()]
    return Known(
        id=said.label.replace(".", "-").lower(),
        title=wording.titled(said),
        count=len(newest) if len(newest) < SHOWN else rows.count(),
        records=presenting.records(said, opened, at, _by_whole(parts, hanging, at)),
        purposes=list({one.id: one.title for field in fields for one in field.for_}.values()),
        recipients=list({one.id: one.title for field in fields for one in field.shared_with}.values()),
        spans=presenting.spans(said, opened, at),
    )


def _hanging(
    part: Declaration, wholes: Sequence[Any], person_ids: frozenset[uuid.UUID], at: dt.datetime
) -> list[tuple[Any, reading.Plain]]:
    """The rows of a part of these rows, opened, the oldest first."""
    link = registry.presenter(part.model).part_of
    rows = reading.rows(part, person_ids, at).filter(**{f"{link}__in": [one.pk for one in wholes]})
    return reading.opened(part, list(rows[: SHOWN * SHOWN])[::-1], person_ids, at)


def _by_whole(
    parts: Sequence[Declaration], hanging: Mapping[str, list[tuple[Any, reading.Plain]]], at: dt.datetime
) -> dict[Any, list[Part]]:
    """The parts of each row by its primary key."""
    found: dict[Any, list[Part]] = {}
    for part in parts:
        link = f"{registry.presenter(part.model).part_of}_id"
        opened = hanging[part.label]
        told: dict[Any, list[Record]] = {}
        for (row, _values), record in zip(opened, presenting.records(part, opened, at), strict=True):
            told.setdefault(getattr(row, link), []).append(record)
        for whole, records in told.items():
            found.setdefault(whole, []).append(Part(wording.titled(part), records))
    return found


def _seen(row: Opening) -> Seen:
    what = sorted({wording.place_title(place) for place in row.fields})
    return Seen(row.at, _who(row), wording.purpose_title(row.purpose), row.reason, what)


def _who(row: Opening) -> Text:
    """The post of whoever looked, or the program; a post there is no longer is still no program."""
    if role := datamap.role(row.role):
        return role.title
    if row.role:
        return gettext("a post there is no longer")
    return registry.program(row.actor) or gettext("our program")


def _received(rows: Iterable[Disclosure]) -> list[Received]:
    listed = list(rows)
    behind = firms_behind({row.recipient for row in listed})
    return [_passage(row, behind.get(row.recipient, ())) for row in listed]


def _passage(row: Disclosure, firms: Iterable[SubRecipient]) -> Received:
    what = sorted({passages.scope_title(row, place) or wording.place_title(place) for place in row.fields})
    purpose = passages.purpose_title(row) or wording.purpose_title(row.purpose)
    under = (row.contract_until, row.contract_version)
    theirs = [(one.name, one.country) for one in firms if not one.ended_on or one.ended_on >= row.at.date()]
    return Received(row.at, passages.recipient_title(row), purpose, what, row.region, *under, theirs)


def _consented(person_ids: Iterable[uuid.UUID], at: dt.datetime) -> list[Consented]:
    rows = living(ConsentEvent.objects.filter(person__in=list(person_ids)), at).order_by("-at", "-pk")
    return [Consented(row.pk, row.at, wording.purpose_title(row.purpose), row.granted) for row in rows[: 4 * SHOWN]]
