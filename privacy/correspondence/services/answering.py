"""What staff do with a conversation: answer, sort anew, close, call it unwanted."""

import datetime as dt
import uuid

from django.db import transaction

from privacy.access.types import Actor
from privacy.correspondence import registry
from privacy.correspondence.models import Letter, Ticket
from privacy.correspondence.services import conversation, following, reading
from privacy.correspondence.types import Status
from privacy.datamap.vocabulary import ANSWER_MAIL
from privacy.ledger import services as ledger


def answer(*, ticket: Ticket, key: uuid.UUID, subject: str, words: str, by: Actor, at: dt.datetime) -> bool:
    """Answer the person who wrote, and stop the clock. The same `key` answers once; False when it had.

    Raises ValueError where there is no address to answer to.
    """
    name = f"mail:{key}:answer"
    with transaction.atomic():
        if Letter.objects.filter(digest=following.digest_of(name)).exists():
            return False
        letter = following.follow(
            ticket=ticket, purpose=ANSWER_MAIL, subject=_followed(subject, ticket), words=words, key=name, at=at
        )
        asked_at, in_time = ticket.waiting_since, conversation.rest(ticket, Status.ANSWERED, at=at)
        Letter.objects.filter(pk=letter.pk).update(asked_at=asked_at, in_time=in_time)
        _note("mail.answered", ticket, by, at)
    return True


def resort(*, ticket: Ticket, sort_id: str, by: Actor, at: dt.datetime) -> None:
    """Put a conversation into another sort; the rooms above hear of it. Raises KeyError for no sort."""
    sort = registry.sort(sort_id)
    with transaction.atomic():
        ticket.sort = sort.id
        ticket.save(update_fields=["sort"])
        newest = Letter.objects.filter(ticket=ticket, ours=False).order_by("-at").first()
        if sort.clocked and ticket.status in (Status.CLOSED, Status.SPAM) and newest:
            conversation.wait(ticket, waiting_for=uuid.uuid4(), since=newest.at)
        elif not sort.clocked:
            conversation.rest(ticket, Status.CLOSED, at=at)
        _note("mail.sorted", ticket, by, at)
        if newest:
            newest.ticket = ticket
            reading.tell(newest, sort, at)


def hand_over(*, ticket_id: uuid.UUID, at: dt.datetime) -> None:
    """A room above has taken the letter over, has written to its sender and runs a clock of its own."""
    ticket = Ticket.objects.get(pk=ticket_id)
    conversation.rest(ticket, Status.ANSWERED, at=at)


def close(*, ticket: Ticket, by: Actor, at: dt.datetime, unwanted: bool = False) -> None:
    """Nothing more is owed here. Of what nobody wanted, no later letter is let into the conversation."""
    with transaction.atomic():
        conversation.rest(ticket, Status.SPAM if unwanted else Status.CLOSED, at=at)
        _note("mail.closed", ticket, by, at)


def _followed(subject: str, ticket: Ticket) -> str:
    line = " ".join(subject.split())[:200]
    return line if ticket.reference in line else f"{line} ({ticket.reference})"


def _note(kind: str, ticket: Ticket, by: Actor, at: dt.datetime) -> None:
    facts = {"ticket": ticket.reference, "sort": ticket.sort, "status": str(ticket.status), "by": by.id}
    ledger.append(kind=kind, about=ticket.person_id, facts=facts, at=at)
