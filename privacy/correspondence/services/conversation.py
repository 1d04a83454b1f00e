"""Which conversation a letter belongs to, and how a conversation waits."""

import datetime as dt
import uuid

from privacy.correspondence import clocks
from privacy.correspondence.models import Ticket
from privacy.correspondence.types import Envelope, Status
from privacy.deadlines import queries as promised
from privacy.deadlines import services as deadlines
from privacy.vault import services as vault

WAITING = ["waiting_since", "due_on", "clock", "status"]


def index_of(message_id: str) -> str:
    """The keyed hash by which a mail is found again: its own name may hold an address."""
    return vault.index_of("message-id", message_id.lower()) if message_id else ""


def ticket_of(head: Envelope, handle_index: str) -> Ticket | None:
    """The conversation a mail goes on with: by our reference or by the mails it follows.

    Only one with the same address: who knows a reference is let into nobody's correspondence by it.
    """
    if not handle_index:
        return None
    theirs = Ticket.objects.filter(handle_index=handle_index).exclude(status=Status.SPAM)
    by_reference: Ticket | None = theirs.filter(reference=head.reference).first() if head.reference else None
    if by_reference or not head.ids:
        return by_reference
    followed = theirs.filter(letters__message_index__in=[index_of(one) for one in head.ids])
    found: Ticket | None = followed.order_by("-last_at").first()
    return found


def wait(ticket: Ticket, *, waiting_for: uuid.UUID, since: dt.datetime) -> None:
    """Somebody waits for us since then; an earlier letter that still waits keeps its day."""
    if ticket.waiting_since is None:
        ticket.waiting_since, ticket.clock = since, clocks.subject(waiting_for)
        ticket.due_on = deadlines.start(subject=ticket.clock, kind=clocks.LETTER, at=since)
    ticket.status = Status.OPEN
    ticket.save(update_fields=WAITING)


def rest(ticket: Ticket, status: Status, *, at: dt.datetime) -> bool | None:
    """Nobody waits for us here any more: the clock stops. Returns whether it was in time; None when none ran."""
    in_time = None
    if ticket.clock:
        deadlines.stop(subject=ticket.clock, at=at)
        stopped = promised.clock(ticket.clock)
        in_time = stopped is not None and not stopped.is_late(at)
    ticket.waiting_since, ticket.due_on, ticket.clock, ticket.status = None, None, "", status
    ticket.save(update_fields=WAITING)
    return in_time
