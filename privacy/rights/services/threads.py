"""Which letters belong to a request, and in which conversation we write about it."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import F

from privacy.correspondence import registry as mail
from privacy.correspondence import services as correspondence
from privacy.correspondence.models import Letter, Ticket
from privacy.correspondence.types import Status
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.rights.models import CaseLetter, Request
from privacy.rights.services.life import persons_of
from privacy.rights.types import UNFINISHED


def belongs(request: Request, letter: Letter) -> None:
    """Put a letter into the case; once."""
    CaseLetter.objects.get_or_create(request=request, letter=letter, defaults={"person_id": letter.person_id})


def conversation(request: Request, at: dt.datetime) -> Ticket | None:
    """Where we write about a request: where its person last wrote, else a conversation of its own. None when no address
    is known."""
    rows = Ticket.objects.filter(letters__cases__request=request).exclude(status=Status.SPAM)
    found: Ticket | None = rows.order_by("-letters__at", "-letters__read_at").first()
    if found and Handle.objects.filter(person_id=found.person_id, index=found.handle_index).exists():
        return found
    handle = _address(request)
    if handle is None:
        return None
    sort, mailbox = mail.for_right(request.right)
    return correspondence.begin(handle=handle, mailbox=mailbox, sort=sort, language=request.language, at=at)


def followed(letter: Letter, subject: str, persons: Iterable[uuid.UUID]) -> Request | None:
    """The unanswered request a letter goes on about: by its conversation, or by our reference in its subject.

    Only one of the same natural person: who knows a reference is let into nobody's case by it.
    """
    theirs = Request.objects.filter(person__in=list(persons), status__in=UNFINISHED)
    named = [word.strip("()[]:,.") for word in subject.upper().split()]
    by_name: Request | None = theirs.filter(reference__in=named).first()
    rows = theirs.filter(case_letters__letter__ticket=letter.ticket_id).distinct()
    # Of several the one that waits for an answer; else the newest.
    return by_name or max(
        rows, key=lambda one: (one.question is not None and one.reply is None, one.received_at), default=None
    )


def _address(request: Request) -> Handle | None:
    """The best address of the natural person: a proved one first, then the newest."""
    rows = Handle.objects.filter(person__in=persons_of(request), kind=Kind.EMAIL)
    first: Handle | None = rows.order_by(F("proved_at").desc(nulls_last=True), "-created_at").first()
    return first
