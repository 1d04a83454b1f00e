"""A stored mail is read: its words and files sealed one by one, put into a conversation, sorted, confirmed."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction

from kit.failpoints import hit
from kit.ids import reference
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.correspondence import parsing, registry
from privacy.correspondence.models import Enclosure, Letter, Ticket
from privacy.correspondence.services import confirming, conversation
from privacy.correspondence.signals import letter_sorted
from privacy.correspondence.sorting import sort_of
from privacy.correspondence.types import Contents, Mailbox, Nature, Sort, Sorted, Status
from privacy.datamap.vocabulary import ANSWER_MAIL, CORRESPONDENCE
from privacy.ledger import services as ledger
from privacy.vault import files
from privacy.vault.models import SealedFile

SORTER = Actor.system("mail sorter")


def read(*, letter_id: uuid.UUID, at: dt.datetime) -> None:
    """Read one letter, once; killed anywhere it is read by the next call. Then the mail as it came is destroyed:
    it tells by which machines it travelled. What could not be read wholly keeps it, as an enclosed file."""
    letter = Letter.objects.select_related("original", "ticket").filter(pk=letter_id).first()
    if letter is None:
        return
    if letter.read_at is None and letter.original:
        with acting(ANSWER_MAIL, by=SORTER, at=at):
            raw = b"".join(files.chunks(letter.original))
        domain = settings.PRIVACY_MAIL_DOMAIN
        quiet = parsing.envelope(raw, mail_from=letter.handle_index, tag="", domain=domain).quiet
        file_letter(letter, parsing.contents(raw), at=at, quiet=quiet)
    hit("letter.read")
    if letter.original and not letter.enclosures.filter(file=letter.original).exists():
        files.destroy([letter.original])


def file_letter(letter: Letter, contents: Contents, *, at: dt.datetime, quiet: bool = False) -> None:
    """Seal what a letter says, put it into its conversation and sort it, in one transaction."""
    mailbox = registry.mailbox(letter.mailbox) or registry.mailboxes()[0]
    nature = Nature(letter.nature)
    sort = sort_of(subject=contents.subject, said=contents.said, mailbox=mailbox, nature=nature)
    with transaction.atomic():
        if not Letter.objects.filter(pk=letter.pk, read_at=None).update(read_at=at):
            return
        letter.subject, letter.text, letter.said = contents.subject, contents.text, contents.said
        letter.language, letter.read_at = contents.language, at
        letter.ticket = ticket = _ticket(letter, contents, sort, mailbox)
        letter.save()
        _enclose(letter, contents, at)
        _go_on(ticket, letter, sort)
        facts = {"ticket": ticket.reference, "sort": ticket.sort, "nature": str(nature)}
        ledger.append(kind="mail.received", about=letter.person_id, facts=facts, at=letter.at)
        if nature is Nature.PERSON:
            tell(letter, sort, at)
            ticket.refresh_from_db()  # who listens may have taken it over
            confirming.confirm(ticket, sort, at=at, quiet=quiet)


def tell(letter: Letter, sort: Sort, at: dt.datetime) -> None:
    """Tell the rooms above how a letter was sorted. That it asks for a right is told once a letter."""
    ticket = letter.ticket
    if ticket is None:
        return
    fresh = Letter.objects.filter(pk=letter.pk, handed="").update(handed=sort.right) if sort.right else 0
    fact = Sorted(
        letter_id=letter.pk,
        ticket_id=ticket.pk,
        reference=ticket.reference,
        person_id=letter.person_id,
        handle_index=letter.handle_index,
        sort=sort.id,
        right=sort.right if fresh else "",
        language=letter.language or ticket.language,
        at=at,
    )
    letter_sorted.send(sender=Letter, fact=fact)


def _ticket(letter: Letter, contents: Contents, sort: Sort, mailbox: Mailbox) -> Ticket:
    if letter.ticket:
        return letter.ticket
    ticket: Ticket = Ticket.objects.create(
        person_id=letter.person_id,
        reference=reference("M"),
        handle_index=letter.handle_index,
        mailbox=mailbox.local,
        sort=sort.id,
        status=Status.CLOSED,
        language=contents.language,
        subject=contents.subject or None,
        opened_at=letter.at,
        last_at=letter.at,
    )
    return ticket


def _enclose(letter: Letter, contents: Contents, at: dt.datetime) -> None:
    for one in contents.files:
        file = files.store(
            [one.content],
            person_id=letter.person_id,
            name=one.name,
            media_type=one.media_type,
            purpose=ANSWER_MAIL,
            kept=CORRESPONDENCE,
            at=at,
        )
        hit("letter.enclosed")
        _enclosure(letter, file, one.name)
    if not contents.whole and letter.original:
        _enclosure(letter, letter.original, "letter.eml")


def _enclosure(letter: Letter, file: SealedFile, name: str) -> None:
    Enclosure.objects.create(
        person_id=letter.person_id, letter=letter, file=file, name=name, media_type=file.media_type, size=file.size
    )


def _go_on(ticket: Ticket, letter: Letter, sort: Sort) -> None:
    """The conversation goes on: the clock runs when a person waits. A later letter that asks for a right sorts anew."""
    ticket.last_at = max(ticket.last_at, letter.at)
    if sort.right:
        ticket.sort = sort.id
    ticket.save(update_fields=["last_at", "sort"])
    if letter.nature == Nature.PERSON and sort.clocked and ticket.status != Status.SPAM:
        conversation.wait(ticket, waiting_for=letter.pk, since=letter.at)
