"""What people and staff do with a request between its arrival and its answer."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from kit.generation import touch
from privacy.correspondence.models import Letter
from privacy.deadlines import services as deadlines
from privacy.deadlines.types import Waiting
from privacy.people.signals import WordsArrived, words_arrived
from privacy.rights import clocks, complaints
from privacy.rights.models import Lesson, Request
from privacy.rights.services import hearing, letters, life
from privacy.rights.types import (
    DENIAL_TITLES,
    Cause,
    Channel,
    Denial,
    NotProved,
    Outcome,
    Proof,
    Right,
    Status,
    WrongState,
)


def lodge(*, proof: Proof, right: Right, words: str, language: str, at: dt.datetime, **said: Any) -> Request:
    """Take in a request of somebody who has shown who they are, and say by when it is answered."""
    with transaction.atomic():
        request = life.receive(person_ids=proof.person_ids, right=right, language=language, at=at, words=words, **said)
        _announce(request, request.reference, [words, *said.values()], at)
        life.prove(request=request, proof=proof, at=at)
        if right != Right.WITHDRAWAL:  # which is done with the same click
            _acknowledge(request, at)
    return request


def receive_by_staff(
    *, person_ids: Iterable[uuid.UUID], right: Right, words: str, language: str, at: dt.datetime, **said: Any
) -> Request:
    """Take in what somebody asks staff for; what must be proved waits until they have shown who they are."""
    return _told(person_ids, right, words, language, at, {"channel": Channel.DESK, **said})


def receive_by_mail(
    *,
    person_ids: Iterable[uuid.UUID],
    right: Right,
    words: str,
    language: str,
    at: dt.datetime,
    letter: Letter | None = None,
    **said: Any,
) -> Request:
    """Take in what somebody asks for by mail: a sender's address proves nothing, so what must be proved waits.

    The `letter` goes into the case with what was enclosed, and our answers follow it.
    """
    return _told(person_ids, right, words, language, at, {"channel": Channel.MAIL, **said}, letter)


def receive_by_chat(
    *, person_ids: Iterable[uuid.UUID], right: Right, words: str, language: str, at: dt.datetime, **said: Any
) -> Request:
    """Take in what somebody asks for in a chat: as by mail, and what we write about it is said in the chat too."""
    return _told(person_ids, right, words, language, at, {"channel": Channel.CHAT, **said})


def ask_person(*, request: Request, question: str, at: dt.datetime) -> None:
    """Ask the person something; the clock waits for them. Raises `WrongState`, `NotProved`, `Late` after its day."""
    if not request.is_ready:
        raise NotProved(request.reference)
    with transaction.atomic():
        deadlines.pause(subject=clocks.subject(request), at=at, because=Waiting.FOR_THE_PERSON)
        life.note(request=request, at=at, question=question, reply=None)
        letters.write(request, "question", gettext_noop("A question about your request"), {"question": question}, at)


def hear(*, request: Request, reply: str, at: dt.datetime) -> None:
    """The person has answered; the clock runs on. Raises `WrongState`."""
    with transaction.atomic():
        life.note(request=request, at=at, reply=reply, wrote_at=at)
        _announce(request, f"{request.reference}:{at:%Y%m%d%H%M%S}", [reply], at)
        deadlines.resume(subject=clocks.subject(request), at=at)


def add(*, request: Request, words: str, more: str, at: dt.datetime) -> None:
    """The person says `more` below the `words` they came with; nothing waits or runs on by it. Raises `WrongState`."""
    with transaction.atomic():
        life.note(request=request, at=at, words=f"{words}\n\n{more}", wrote_at=at)
        _announce(request, f"{request.reference}:{at:%Y%m%d%H%M%S}", [more], at)


def answer(*, request: Request, words: str, at: dt.datetime, outcome: str = "") -> None:
    """The work is done: tell the person. A complaint has an outcome. Raises `NotProved`, `WrongState`."""
    if request.right == Right.CORRECTION:
        raise WrongState("a correction ends with what is corrected, or with a refusal")
    if (request.right == Right.COMPLAINT) != (outcome in Outcome.values):
        raise WrongState("a complaint ends with what came of it, and nothing else does")
    with transaction.atomic():
        if request.status == Status.OPEN:
            life.start(request=request, at=at)
        life.fulfil(request=request, at=at, answer=words, outcome=outcome)
        _tell(request, words, at)


def refuse(*, request: Request, because: Denial, words: str, at: dt.datetime) -> None:
    """Say no, why, and where to complain. Raises `WrongState`."""
    with transaction.atomic():
        life.deny(request=request, because=because, at=at, answer=words)
        _tell(request, words, at)


def learn(*, request: Request, cause: Cause, words: Mapping[str, str], link: str, at: dt.datetime) -> Lesson:
    """Write down for everybody what the house has changed because of a complaint; `words` by language.

    The summary of the complaint's quarter names it. Raises `WrongState` for what is no complaint.
    """
    if request.right != Right.COMPLAINT:
        raise WrongState("a lesson is learned from a complaint")
    transaction.on_commit(touch)
    quarter = complaints.quarter_of(request.received_at)
    row: Lesson = Lesson.objects.create(
        cause=cause, words=dict(words), link=link, request=request, quarter=quarter, made_at=at
    )
    return row


def _told(
    person_ids: Iterable[uuid.UUID],
    right: Right,
    words: str,
    language: str,
    at: dt.datetime,
    said: dict[str, Any],
    letter: Letter | None = None,
) -> Request:
    with transaction.atomic():
        request = life.receive(person_ids=person_ids, right=right, language=language, at=at, words=words, **said)
        if request.channel != Channel.MAIL:  # a letter is looked at as a letter
            _announce(request, request.reference, [words], at)
        if letter is not None:  # first of all: our answer follows it
            hearing.take_in(request=request, letter=letter, at=at)
        if request.is_ready:
            _acknowledge(request, at)
        else:
            life.wait_for_proof(request=request, at=at)
            deadlines.pause(subject=clocks.subject(request), at=at, because=Waiting.FOR_THE_PERSON)
            letters.write(request, "confirm", gettext_noop("Please confirm that you asked for this"), {}, at)
    return request


def _announce(request: Request, source: str, words: Iterable[Any], at: dt.datetime) -> None:
    """Tell the rooms above that somebody has written: they look whether it was a child."""
    text = "\n".join(one for one in words if isinstance(one, str))
    words_arrived.send(sender=None, fact=WordsArrived(request.person_id, "requests", source, at, text=text))


def _acknowledge(request: Request, at: dt.datetime) -> None:
    due_on = deadlines.resume(subject=clocks.subject(request), at=at)
    letters.write(request, "received", gettext_noop("We have your request"), {"due_on": due_on}, at)


def _tell(request: Request, words: str, at: dt.datetime) -> None:
    because = DENIAL_TITLES.get(request.reason, "")
    outcome = Outcome(request.outcome).label if request.outcome else ""
    context = {"words": words, "because": because, "outcome": outcome}
    letters.write(request, "answered", gettext_noop("The answer to your request"), context, at)
