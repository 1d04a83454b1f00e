"""What the rights room does with a line of a chat: what it does with a letter, by the same words and doors."""

import datetime as dt
import uuid
from collections.abc import Set

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.consent.words import asks_to_stop, says_more
from privacy.correspondence import services as correspondence
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.deadlines import queries as deadlines
from privacy.rights import clocks, identity, services
from privacy.rights.models import Request
from privacy.rights.types import UNFINISHED, Channel, Right

READER = Actor.system("rights intake")


def take_in(*, person_id: uuid.UUID, words: str, language: str, at: dt.datetime) -> Request | None:
    """Stop at once where a line asks for that beyond doubt; take it into the case it goes on about; open one for what
    it asks anew. Returns the case; None where a person of ours has to read the line: it asks for nothing of the kind,
    or for more than to stop.

    To be called by the area that has a chat, for each line of a person, in the transaction that keeps the line, sealed.
    It registers how it answers there: `registry.tell_in(Channel.CHAT)`.
    """
    persons, sort = identity.reached(person_id), correspondence.sort_of_line(words)
    right = Right(sort.right) if sort and sort.right in set(Right) else None
    if right is Right.WITHDRAWAL and asks_to_stop(words):
        case = _stop(persons, words, language, at)
        return None if says_more(words) else case  # what else stands there waits for a person
    if waiting := _waiting(persons):
        before = _read(waiting, "reply", at)
        services.hear(request=waiting, reply=f"{before}\n\n{words}".strip(), at=at)
        return waiting
    if known := _open(persons, right):
        services.add(request=known, words=_read(known, "words", at), more=words, at=at)
        return known
    if right is None:
        return None
    return services.receive_by_chat(person_ids=persons, right=right, words=words, language=language, at=at)


def _stop(persons: Set[uuid.UUID], words: str, language: str, at: dt.datetime) -> Request:
    """Take back every consent that stands, and say so: whoever wrote in another's name has done no more than spare."""
    case = services.receive(
        person_ids=persons, right=Right.WITHDRAWAL, language=language, at=at, words=words, channel=Channel.CHAT
    )
    services.withdraw(request=case, purposes=services.standing(persons), at=at)
    return case


def _waiting(persons: Set[uuid.UUID]) -> Request | None:
    """The case in which we asked them something in the chat and wait for what they say."""
    rows = Request.objects.filter(
        person__in=persons, status__in=UNFINISHED, channel=Channel.CHAT, question__isnull=False
    ).order_by("-received_at")
    known = deadlines.clocks([clocks.subject(one) for one in rows])
    return next((one for one in rows if one.is_ready and known[clocks.subject(one)].paused_at is not None), None)


def _open(persons: Set[uuid.UUID], right: Right | None) -> Request | None:
    """The case of the same right that is open already: one at a time."""
    rows = Request.objects.filter(person__in=persons, status__in=UNFINISHED, channel=Channel.CHAT, right=right or "")
    first: Request | None = rows.order_by("received_at").first()
    return first


def _read(case: Request, name: str, at: dt.datetime) -> str:
    """What stands in a sealed field of a case, for adding to it."""
    with acting(ANSWER_RIGHTS, by=READER, at=at, reason=case.reference):
        value = getattr(case, name)
        return "" if value is None else str(value if isinstance(value, str) else value.reveal())
