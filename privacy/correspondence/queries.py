"""What waits for an answer, and how well we keep our days. Nothing is opened here."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable

from django.db.models import F, QuerySet

from privacy.correspondence import clocks, registry
from privacy.correspondence.models import Enclosure, Letter, Ticket
from privacy.correspondence.types import Mailbox, Sort, Status
from privacy.deadlines import queries as deadlines
from privacy.handles.models import Handle
from privacy.retention.queries import living

MOST_UNREAD = 1_000
DAYS = clocks.LETTER.days
REFERENCE = re.compile(r"M-[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}\Z")


def public_mailboxes() -> list[Mailbox]:
    """The addresses of ours that people are told."""
    return [one for one in registry.mailboxes() if one.public]


def reference_in(text: str) -> str:
    """`text` if it is a conversation's reference, else nothing; whether there is such a one is not told."""
    return text if REFERENCE.match(text) else ""


def tickets(status: Status, *, confidential: bool, at: dt.datetime) -> QuerySet[Ticket]:
    """Conversations that stand so and are kept: those that wait by their clock, the others newest first.

    Confidential sorts are left out for who may not open them.
    """
    rows: QuerySet[Ticket] = living(Ticket.objects.filter(status=status), at)
    if not confidential:
        rows = rows.exclude(sort__in=[one.id for one in registry.sorts() if one.confidential])
    return rows.order_by(F("waiting_since").asc(nulls_last=True), "-last_at", "pk")


def ticket(reference: str, *, at: dt.datetime) -> Ticket | None:
    """A conversation by its reference, as long as it is kept."""
    found: Ticket | None = living(Ticket.objects.filter(reference=reference), at).first()
    return found


def letters_of(ticket: Ticket, *, at: dt.datetime) -> QuerySet[Letter]:
    """Its letters that are kept, oldest first, with what was enclosed."""
    rows: QuerySet[Letter] = living(Letter.objects.filter(ticket=ticket), at).prefetch_related("enclosures__file")
    return rows.order_by("at", "read_at", "pk")


def letter(letter_id: uuid.UUID) -> Letter:
    """A letter, sealed."""
    found: Letter = Letter.objects.get(pk=letter_id)
    return found


def enclosure(ticket: Ticket, enclosure_id: int, *, at: dt.datetime) -> Enclosure | None:
    """A file of this conversation that is kept and still there."""
    rows = living(Enclosure.objects.select_related("file", "letter"), at).filter(pk=enclosure_id, letter__ticket=ticket)
    found: Enclosure | None = rows.exclude(file=None).first()
    return found


def senders(rows: Iterable[Ticket]) -> dict[uuid.UUID, Handle]:
    """By ticket, the address it came from, sealed; in one query."""
    page = list(rows)
    handles = Handle.objects.filter(
        person_id__in={row.person_id for row in page}, index__in={row.handle_index for row in page if row.handle_index}
    )
    by_both = {(handle.person_id, handle.index): handle for handle in handles}
    found = {row.pk: by_both.get((row.person_id, row.handle_index)) for row in page}
    return {key: handle for key, handle in found.items() if handle}


def sort_of(ticket: Ticket) -> Sort:
    """The sort of a conversation; the last of the policy's for one it has dropped."""
    known = {one.id: one for one in registry.sorts()}
    return known.get(ticket.sort, registry.sorts()[-1])


def waiting() -> int:
    """How many conversations wait for us."""
    return Ticket.objects.filter(status=Status.OPEN).count()


def oldest_unanswered() -> dt.datetime | None:
    """When the letter came that has waited longest."""
    return (
        Ticket.objects.exclude(waiting_since=None)
        .order_by("waiting_since")
        .values_list("waiting_since", flat=True)
        .first()
    )


def unread(*, before: dt.datetime) -> list[uuid.UUID]:
    """Letters that came in before then and that no job has managed to read: nobody sees them at the desk."""
    rows = Letter.objects.filter(read_at=None, at__lt=before).order_by("at")
    return list(rows.values_list("pk", flat=True)[:MOST_UNREAD])


def late(at: dt.datetime) -> int:
    """How many letters wait beyond their day."""
    return len(deadlines.late(at, clocks.LETTER))


def kept_days(*, since: dt.datetime) -> tuple[int, int]:
    """Of the letters answered since then: how many, and how many within their days."""
    answered = Letter.objects.filter(ours=True, at__gte=since).exclude(asked_at=None)
    return answered.count(), answered.filter(in_time=True).count()
