"""Correction of what people cannot change themselves: proved by papers, applied by the area that keeps the field."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from privacy.datamap.vocabulary import MAIL_RELAY, TEXT_RELAY
from privacy.handles.types import Kind, normalised
from privacy.ledger import services as ledger
from privacy.rights import registry
from privacy.rights.models import Request
from privacy.rights.services import letters, life
from privacy.rights.types import Right, Status, Unfit, WrongState
from privacy.sharing import services as sharing
from privacy.vault import services as vault

# The one field in which anybody outside has received an address or a number, and who has received which.
HANDLE = "privacy_handles.Handle.value"
RECEIVED_BY: Mapping[Kind, Collection[str]] = {Kind.EMAIL: (MAIL_RELAY.id,), Kind.PHONE: (TEXT_RELAY.id,)}


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
    life.note(request=request, at=at, place=place, record=record, wanted=wanted, wanted_proved="")


def correct(*, request: Request, words: str, at: dt.datetime) -> None:
    """Write what the person asked for where it belongs, tell recipients and the person; the papers go.

    To be called acting for `ANSWER_RIGHTS`. Raises `WrongState` when no area corrects the field, `Unfit` for an address
    or number that nobody has proved, and what its corrector raises (ValueError for a value it cannot take): then
    nothing has changed.
    """
    corrector = registry.corrector(request.place)
    if request.right != Right.CORRECTION or corrector is None or request.wanted is None:
        raise WrongState("nothing here that an area can correct")
    if to_prove(request) is not None:
        raise Unfit(_("The new address or number has to be proved by a code first."))
    persons, to = frozenset(life.persons_of(request)), corrector.to(request.record)
    with transaction.atomic():
        if request.status == Status.OPEN:
            life.start(request=request, at=at)
        corrector.apply(request.record, persons, str(request.wanted.reveal()), at)
        known_as, row = corrector.reference(request.record), corrector.row(request.record)
        corrected(person_ids=persons, place=request.place, record=row, reference=known_as, at=at, to=to)
        _end(request, words, at)


def correct_by_hand(*, request: Request, words: str, at: dt.datetime) -> None:
    """Something was put right that stands in no field an area corrects; `words` tell the person what was done.

    Raises `WrongState` for a field that has its corrector: that is corrected, or refused.
    """
    if request.right != Right.CORRECTION or request.place or not words.strip():
        raise WrongState("what an area can correct is not put right by hand, and what was done is said")
    with transaction.atomic():
        if request.status == Status.OPEN:
            life.start(request=request, at=at)
        facts: dict[str, str | int] = {"request": request.reference}
        ledger.append(kind="data.corrected-by-hand", about=request.person_id, facts=facts, at=at)
        _end(request, words, at)


def to_prove(request: Request) -> tuple[Kind, str] | None:
    """The new address or number that has to be proved before it is written down; None where nothing has.

    To be called acting for somebody who may read what is wanted. Raises `Unfit` for what is neither.
    """
    corrector = registry.corrector(request.place)
    kind = corrector.proves(request.record) if corrector and request.wanted is not None else None
    if kind is None:
        return None
    value = fit(kind, str(request.wanted.reveal()))
    return None if request.wanted_proved == vault.index_of(kind, value) else (kind, value)


def fit(kind: Kind, value: str) -> str:
    """An address or number in its normal form. Raises `Unfit`."""
    try:
        return normalised(kind, value)
    except ValidationError as error:
        raise Unfit(" ".join(error.messages)) from None


def _end(request: Request, words: str, at: dt.datetime) -> None:
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
