"""A mail has come in: sealed under its sender's key before anybody is told that it arrived, and once."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import IntegrityError, transaction

from kit.failpoints import hit
from kit.jobs.services import enqueue
from privacy.correspondence import parsing, registry
from privacy.correspondence.models import Letter, Ticket
from privacy.correspondence.services import conversation
from privacy.correspondence.types import Envelope, Mailbox, Nature, NotTaken, Status
from privacy.datamap.vocabulary import ANSWER_MAIL, CORRESPONDENCE
from privacy.handles import queries as handles
from privacy.handles.services import attach
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.sharing import services as sharing
from privacy.vault import files
from privacy.vault import services as vault

ORIGINAL = "letter.eml"


def mailbox_of(address: str) -> tuple[Mailbox, str] | None:
    """Which mailbox of ours an address names, and what stands behind its +; None when it is none of ours."""
    local, _at, domain = address.strip("<> ").lower().rpartition("@")
    name, _plus, tag = local.partition("+")
    known = registry.mailbox(name)
    return (known, tag[:40]) if known and domain == settings.PRIVACY_MAIL_DOMAIN.lower() else None


def first_address() -> str:
    """The address for what is addressed to none of ours: the first of the policy."""
    return address_of(registry.mailboxes()[0])


def address_of(mailbox: Mailbox) -> str:
    """The whole address of a mailbox."""
    return f"{mailbox.local}@{settings.PRIVACY_MAIL_DOMAIN}"


def take(*, raw: bytes, mail_from: str, to: str, at: dt.datetime) -> uuid.UUID | None:
    """Store a mail to `to`, sealed; when this returns it is safe. None when there was nothing to store: it had been
    stored before, or it told of a mail of ours that came back.

    Raises `NotTaken` for what is refused for good. Whatever the mail contains, nothing of it is parsed here but its
    head; the rest waits for a job.
    """
    found = mailbox_of(to)
    if found is None or len(raw) > settings.PRIVACY_MAIL_LARGEST:
        raise NotTaken("to nobody here, or too large")
    mailbox, tag = found
    head = parsing.envelope(raw, mail_from=mail_from, tag=tag, domain=settings.PRIVACY_MAIL_DOMAIN)
    if head.nature is Nature.BOUNCE and _came_back(raw, at):
        return None
    digest = vault.index_of("letter", head.digest)
    if Letter.objects.filter(digest=digest).exists():
        return None
    hit("letter.arrived")
    try:
        with transaction.atomic():
            letter = _stored(raw, head, mailbox, digest, at)
    except IntegrityError:  # the same mail came in twice at once
        return None
    hit("letter.committed")
    return letter.pk


def sender(address: str, at: dt.datetime) -> uuid.UUID:
    """The person who writes from `address`: known, or new as a guest is. Nothing is proved by an address alone."""
    known = handles.bearer(Kind.EMAIL, address) if address else None
    if known:
        return known
    person_id = people.create(at=at).pk
    if address:
        attach(person_id=person_id, kind=Kind.EMAIL, value=address, at=at)
    return person_id


def _stored(raw: bytes, head: Envelope, mailbox: Mailbox, digest: str, at: dt.datetime) -> Letter:
    person_id = sender(head.sender, at)
    index = vault.index_of(Kind.EMAIL, head.sender) if head.sender else ""
    letter = Letter(
        person_id=person_id,
        ticket=conversation.ticket_of(head, index),
        digest=digest,
        message_index=conversation.index_of(head.message_id),
        message_id=head.message_id or None,
        mailbox=mailbox.local,
        handle_index=index,
        nature=head.nature,
        at=at,
    )
    letter.original = files.store(
        [raw],
        person_id=person_id,
        name=ORIGINAL,
        media_type="message/rfc822",
        purpose=ANSWER_MAIL,
        kept=CORRESPONDENCE,
        at=at,
    )
    letter.save(force_insert=True)
    hit("letter.stored")
    enqueue("correspondence.read", args={"letter": str(letter.pk)}, key=f"letter:{letter.pk}", at=at)
    return letter


def _came_back(raw: bytes, at: dt.datetime) -> bool:
    """Note a bounce on the mail it belongs to; an answer that never arrived waits again. False: no mail of ours."""
    found = parsing.bounced(raw, domain=settings.EMAIL_DOMAIN)
    if found is None:
        return False
    message, code = found
    with transaction.atomic():
        noted = sharing.note_bounce(message_id=message, code=code, at=at)
        index = conversation.index_of(f"<{message}@{settings.EMAIL_DOMAIN}>")
        answered = Ticket.objects.filter(letters__ours=True, letters__message_index=index, status=Status.ANSWERED)
        for ticket in answered if noted else ():
            conversation.wait(ticket, waiting_for=message, since=at)
    return noted
