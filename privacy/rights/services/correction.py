"""Correction of what people cannot change themselves: proved by papers, applied by the area that keeps the field."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext_noop

from privacy.ledger import services as ledger
from privacy.rights import registry
from privacy.rights.models import Request
from privacy.rights.services import letters, life
from privacy.rights.types import Right, Status, WrongState
from privacy.sharing import services as sharing


def correctable(person_ids: Iterable[uuid.UUID]) -> list[tuple[str, str]]:
    """What these persons may ask to have corrected: (place|row, words for people)."""
    persons = frozenset(person_ids)
    return [
        (f"{one.place}|{number}", f"{one.title}: {label}")
        for one in registry.correctors()
        for number, label in one.rows(persons)
    ]


def settle(*, request: Request, place: str, record: str, wanted: str, at: dt.datetime) -> None:
    """Write down which field a correction is about, where its person could not name it. Raises `WrongState`."""
    if request.right != Right.CORRECTION or registry.corrector(place) is None:
        raise WrongState(f"{place} is nothing that an area can correct")
    life.note(request=request, at=at, place=place, record=record, wanted=wanted)


def correct(*, request: Request, words: str, at: dt.datetime) -> None:
    """Write what the person asked for where it belongs, tell recipients and the person; the papers go.

    To be called acting for `ANSWER_RIGHTS`. Raises `WrongState` when no area corrects the field, and what its
    corrector raises (ValueError for a value it cannot take): then nothing has changed.
    """
    corrector = registry.corrector(request.place)
    if request.right != Right.CORRECTION or corrector is None or request.wanted is None:
        raise WrongState("nothing here that an area can correct")
    persons = frozenset(life.persons_of(request))
    with transaction.atomic():
        if request.status == Status.OPEN:
            life.start(request=request, at=at)
        corrector.apply(request.record, persons, str(request.wanted.reveal()), at)
        known_as, row = corrector.reference(request.record), corrector.row(request.record)
        corrected(person_ids=persons, place=request.place, record=row, reference=known_as, at=at)
        life.fulfil(request=request, at=at, answer=words)
        letters.write(request, "answered", gettext_noop("The answer to your request"), {"words": words}, at)


def corrected(
    *,
    person_ids: Iterable[uuid.UUID],
    place: str,
    record: str,
    at: dt.datetime,
    reference: str = "",
    to: Collection[str] = (),
) -> None:
    """A field was corrected, by its person or for them: who has received it is told, or of them those in `to`.

    In the caller's transaction.
    """
    persons = list(person_ids)
    told = sharing.announce_correction(
        person_ids=persons, place=place, record=record, reference=reference, to=to, at=at
    )
    facts: dict[str, str | int] = {"place": place, "recipients": told}
    ledger.append(kind="data.corrected", about=min(persons), facts=facts, at=at)
