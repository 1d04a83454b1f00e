"""Correction of what people cannot change themselves: proved by papers, applied by the area that keeps the field."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_noop

from kit import pictures
from privacy.datamap.vocabulary import ANSWER_RIGHTS, CERTIFICATES
from privacy.ledger import services as ledger
from privacy.rights import registry
from privacy.rights.models import Request
from privacy.rights.services import letters, life
from privacy.rights.types import Right, Status, WrongState
from privacy.sharing import services as sharing
from privacy.vault import files

CERTIFICATE_TYPE = "image/webp"
MOST_FILES = 3


def enclose(*, request: Request, contents: Iterable[bytes], at: dt.datetime) -> None:
    """Seal pictures that prove what a correction asks for. Raises `kit.pictures.NotAPicture`.

    They may be opened to answer rights alone, and go with the decision; a forgotten one goes with the sweep.
    """
    drawn = [pictures.cleaned(one) for one in list(contents)[:MOST_FILES]]
    for number, content in enumerate(drawn, len(request.certificates) + 1):
        file = files.store(
            [content],
            person_id=request.person_id,
            name=f"{request.reference}-{number}.webp",
            media_type=CERTIFICATE_TYPE,
            purpose=ANSWER_RIGHTS,
            kept=CERTIFICATES,
            at=at,
        )
        request.certificates = [*request.certificates, str(file.pk)]
    request.save(update_fields=["certificates"])


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
        known_as = corrector.reference(request.record)
        corrected(person_ids=persons, place=request.place, record=request.record, reference=known_as, at=at)
        life.fulfil(request=request, at=at, answer=words)
        letters.write(request, "answered", gettext_noop("The answer to your request"), {"words": words}, at)


def corrected(
    *, person_ids: Iterable[uuid.UUID], place: str, record: str, at: dt.datetime, reference: str = ""
) -> None:
    """A field was corrected, by its person or for them: who has received it is told. In the caller's transaction."""
    persons = list(person_ids)
    told = sharing.announce_correction(person_ids=persons, place=place, record=record, reference=reference, at=at)
    facts: dict[str, str | int] = {"place": place, "recipients": told}
    ledger.append(kind="data.corrected", about=min(persons), facts=facts, at=at)
