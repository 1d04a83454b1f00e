"""How recipients stand today: the register's founding entry, outranked by what the desk has recorded since."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateField, QuerySet, Value
from django.db.models.functions import Cast

from kit.prepared import prepared
from privacy.datamap import queries as datamap
from privacy.datamap.types import Recipient, RecipientKind, Text
from privacy.sharing.models import Assessment, Contact, Contract, Finding, Review, SubRecipient, Termination
from privacy.sharing.places import stores
from privacy.sharing.types import Concern, Issue, Place, Standing

AHEAD = dt.timedelta(days=30)
ONE_DAY = dt.date(2000, 1, 1)  # for all contracts: their version alone says which is newest
LOOKED_INTO = frozenset(
    {RecipientKind.PARTNER, RecipientKind.ADVERTISING, RecipientKind.ANALYTICS, RecipientKind.SOCIAL}
)


@dataclass(slots=True)
class Rows:
    """What the desk has recorded of one recipient, newest first."""

    contracts: list[Contract] = field(default_factory=list)
    audits: list[Review] = field(default_factory=list)
    backgrounds: list[Review] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: list[Assessment] = field(default_factory=list)  # of the country it is registered in
    mailbox: str = ""
    dropped_at: dt.datetime | None = None


def standings(recipients: Iterable[Recipient], at: dt.datetime) -> list[Standing]:
    """How each stands on the day of `at` (UTC): as many queries for a hundred as for one."""
    listed = list(recipients)
    rows = _rows([one.id for one in listed], at.date())
    for one in listed:
        rows[one.id].places = [place for place in rows[one.id].places if place.country == one.region]
    return [_standing(one, rows[one.id], at.date()) for one in listed]


def at_the_gate(known: Recipient, at: dt.datetime) -> Standing:
    """How one stands on the day of `at`, as far as the gate asks: without warnings, in one query."""
    rows, today = Rows(), at.date()
    for what, begun, number, until, passed in sorted(_recorded(recipient=known.id, today=today), reverse=True):
        match what:
            case "contract":
                rows.contracts.append(Contract(version=number, ends_on=until))
            case Review.Kind.AUDIT:
                rows.audits.append(Review(held_on=begun, next_due_on=until, passed=passed))
            case Review.Kind.BACKGROUND:
                rows.backgrounds.append(Review(held_on=begun, next_due_on=until, passed=passed))
            case "dropped":
                rows.dropped_at = dt.datetime.combine(begun, dt.time(), dt.UTC)
    return dataclasses.replace(_standing(known, rows, today), warnings=())


@prepared(recipient=str, today=dt.date)
def _recorded(*, recipient: str, today: dt.date) -> "QuerySet[Any, Any]":
    """Contracts in force, reviews and the dropping of a recipient, as rows of one shape."""
    contracts = Contract.objects.filter(recipient=recipient, starts_on__lte=today).exclude(approved_at=None)
    reviews = Review.objects.filter(recipient=recipient).values_list("kind", "held_on", "pk", "next_due_on", "passed")
    dropped = Termination.objects.filter(recipient=recipient)
    day = Cast("at", DateField())
    return reviews.union(
        contracts.values_list(Value("contract"), Value(ONE_DAY), "version", "ends_on", Value(value=True)),
        dropped.values_list(Value("dropped"), day, "pk", day, Value(value=False)),
        all=True,
    )


def places(at: dt.datetime) -> list[Place]:
    """Every store of ours, every recipient not dropped and the firms behind it, each with the assessment of its
    country."""
    ours = [(one.id, one.title, one.holds, one.country or one.moves_to) for one in stores()]
    dropped = set(Termination.objects.values_list("recipient", flat=True))
    theirs = [(one.id, one.title, one.does, one.region) for one in datamap.recipients() if one.id not in dropped]
    standing = [known for known, *_rest in theirs]
    behind = [(one.place, one.name, one.does, one.country) for one in firms(standing)]
    newest: dict[tuple[str, str], Assessment] = {}
    for row in Assessment.objects.order_by("held_on", "pk"):
        newest[row.place, row.country] = row
    return [_place(*one, newest.get((one[0], one[3])), at.date()) for one in [*ours, *theirs, *behind]]


def firms(recipients: Iterable[str]) -> QuerySet[SubRecipient]:
    """The firms these recipients work with today on our data."""
    return SubRecipient.objects.filter(recipient__in=list(recipients), ended_on=None).order_by("recipient", "name")


def with_firms(known: Sequence[Standing], at: dt.datetime) -> list[Standing]:
    """The same with a warning where the place of a firm behind a recipient is to be assessed.

    For the desk: it shuts no gate, so the gate does not ask.
    """
    concerns = {one.id: one.concern for one in places(at)}
    behind: dict[str, list[Issue]] = defaultdict(list)
    for firm in firms(one.recipient.id for one in known):
        if concern := concerns.get(firm.place):
            behind[firm.recipient].append(Issue(Concern.FIRM_PLACE, concern.on))
    return [dataclasses.replace(one, warnings=(*one.warnings, *behind[one.recipient.id])) for one in known]


def _place(id_: str, title: Text, holds: Text, country: str, row: Assessment | None, today: dt.date) -> Place:
    """An assessment counts for the country it looked at: a store that moved has none."""
    held, due = (row.held_on, row.due_on) if row else (None, None)
    return Place(id_, title, holds, country, held, due, place_concern(due, today))


def _rows(ids: list[str], today: dt.date) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(Rows)
    approved = Contract.objects.filter(recipient__in=ids, starts_on__lte=today).exclude(approved_at=None)
    for contract in approved.order_by("-version"):
        found[contract.recipient].contracts.append(contract)
    for review in Review.objects.filter(recipient__in=ids).order_by("-held_on", "-pk"):
        mine = found[review.recipient]
        (mine.audits if review.kind == Review.Kind.AUDIT else mine.backgrounds).append(review)
    late = Finding.objects.filter(review__recipient__in=ids, closed_at=None, due_on__lt=today)
    for finding in late.select_related("review").order_by("due_on"):
        found[finding.review.recipient].findings.append(finding)
    for place in Assessment.objects.filter(place__in=ids).order_by("-held_on", "-pk"):
        found[place.place].places.append(place)
    for contact in Contact.objects.filter(recipient__in=ids):
        found[contact.recipient].mailbox = contact.mailbox
    for dropped in Termination.objects.filter(recipient__in=ids):
        found[dropped.recipient].dropped_at = dropped.at
    return found


def _standing(known: Recipient, rows: Rows, today: dt.date) -> Standing:
    until = rows.contracts[0].ends_on.isoformat() if rows.contracts else known.contract_until
    due = _review_due(known, rows)
    shut = _shut(known, rows, until, due, today)
    version = rows.contracts[0].version if rows.contracts else 0
    return Standing(known, until, version, due, shut, tuple(_warnings(rows, until, due, today)))


def _review_due(known: Recipient, rows: Rows) -> str:
    """The day by which it must be looked at again: whichever of audit and background falls due first."""
    audit = rows.audits[0].next_due_on.isoformat() if rows.audits else known.review_due
    background = rows.backgrounds[0].next_due_on.isoformat() if rows.backgrounds else ""
    return min(filter(None, (audit, background)), default="")


def _shut(known: Recipient, rows: Rows, until: str, due: str, today: dt.date) -> Issue | None:
    """The first thing that lets nothing pass; a lapse comes last, as grace may stretch it."""
    day = today.isoformat()
    unknown = known.kind in LOOKED_INTO and not (rows.backgrounds and rows.backgrounds[0].passed)
    failed = bool(rows.audits) and not rows.audits[0].passed
    checks: list[tuple[bool, Concern, Any]] = [
        (rows.dropped_at is not None, Concern.TERMINATED, rows.dropped_at and rows.dropped_at.date()),
        (unknown, Concern.NO_BACKGROUND, None),
        (not until, Concern.NO_CONTRACT, None),
        (failed, Concern.REVIEW_FAILED, failed and rows.audits[0].held_on),
        (until < day, Concern.CONTRACT_LAPSED, until),
        (due < day, Concern.REVIEW_LAPSED, due),
    ]
    return next((Issue(concern, _day(on)) for stands, concern, on in checks if stands), None)


def _warnings(rows: Rows, until: str, due: str, today: dt.date) -> Iterable[Issue]:
    if rows.dropped_at is not None:
        return
    soon = (today + AHEAD).isoformat()
    if today.isoformat() <= until <= soon:
        yield Issue(Concern.CONTRACT_ENDING, _day(until))
    if today.isoformat() <= due <= soon:
        yield Issue(Concern.REVIEW_COMING, _day(due))
    yield from (Issue(Concern.FINDING_OVERDUE, one.due_on) for one in rows.findings)
    if (concern := place_concern(rows.places[0].due_on if rows.places else None, today)) is not None:
        yield concern
    if not rows.mailbox:
        yield Issue(Concern.NO_MAILBOX)


def place_concern(due_on: dt.date | None, today: dt.date) -> Issue | None:
    """What is to be said of a place assessed until `due_on`; None when all is well."""
    if due_on is None:
        return Issue(Concern.PLACE_UNASSESSED)
    if due_on < today:
        return Issue(Concern.PLACE_LAPSED, due_on)
    return Issue(Concern.PLACE_COMING, due_on) if due_on <= today + AHEAD else None


def _day(on: object) -> dt.date | None:
    return dt.date.fromisoformat(on) if isinstance(on, str) and on else on if isinstance(on, dt.date) else None
