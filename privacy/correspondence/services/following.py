"""A mail of ours within a conversation, of this room or of one above: an answer to it finds its way back."""

import datetime as dt

from django.db import transaction

from kit.ids import reference
from privacy.correspondence.models import Letter, Ticket
from privacy.correspondence.services import conversation, threading
from privacy.correspondence.types import Mailbox, Nature, Sort, Status
from privacy.datamap.types import Purpose
from privacy.handles.models import Handle
from privacy.handles.queries import newest
from privacy.handles.types import Kind
from privacy.sharing.services import add_headers, post
from privacy.vault import services as vault


def begin(*, handle: Handle, mailbox: Mailbox, sort: Sort, language: str, at: dt.datetime) -> Ticket:
    """Open a conversation from our side with whoever bears this address. Nobody waits in it."""
    ticket: Ticket = Ticket.objects.create(
        person_id=handle.person_id,
        reference=reference("M"),
        handle_index=handle.index,
        mailbox=mailbox.local,
        sort=sort.id,
        status=Status.ANSWERED,
        language=language,
        opened_at=at,
        last_at=at,
    )
    return ticket


def follow(*, ticket: Ticket, purpose: Purpose, subject: str, words: str, key: str, at: dt.datetime) -> Letter:
    """Post a mail to who wrote, answered to this conversation, and keep it there; the same `key` once.

    It goes where they are reached by now. Raises ValueError where no address is known.
    """
    digest, lines = digest_of(key), threading.headers(ticket)
    with transaction.atomic():
        known: Letter | None = Letter.objects.filter(digest=digest).first()
        if known:
            return known
        ticket.handle_index = _reached_at(ticket)
        post(
            person_id=ticket.person_id,
            purpose=purpose,
            subject=subject,
            text=words,
            language=ticket.language,
            key=key,
            to=ticket.handle_index,
            at=at,
        )
        return _written(ticket, digest, add_headers(key=key, headers=lines), subject, words, at)


def _reached_at(ticket: Ticket) -> str:
    """The address it came from; since that was corrected or forgotten, the best one known of whoever wrote."""
    theirs = Handle.objects.filter(person_id=ticket.person_id, kind=Kind.EMAIL)
    if theirs.filter(index=ticket.handle_index).exists():
        return ticket.handle_index
    handle = newest(ticket.person_id, Kind.EMAIL) if ticket.handle_index else None
    if handle is None:
        raise ValueError("no address is known to answer to")
    return str(handle.index)


def digest_of(key: str) -> str:
    """By what a mail of ours that was posted under `key` is kept once."""
    return vault.index_of("letter", f"ours:{key}")


def _written(ticket: Ticket, digest: str, message_id: str, subject: str, words: str, at: dt.datetime) -> Letter:
    letter: Letter = Letter.objects.create(
        person_id=ticket.person_id,
        ticket=ticket,
        ours=True,
        digest=digest,
        message_index=conversation.index_of(message_id),
        message_id=message_id,
        mailbox=ticket.mailbox,
        handle_index=ticket.handle_index,
        nature=Nature.OURS,
        language=ticket.language,
        subject=subject,
        said=words,
        text=words,
        at=at,
        read_at=at,
    )
    Ticket.objects.filter(pk=ticket.pk).update(last_at=at, handle_index=ticket.handle_index)
    return letter
