"""What a restored copy holds, looked at from inside: nobody erased, evidence that fits, values that open, pages."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.test import Client

from privacy.datamap import queries as datamap
from privacy.datamap.types import Anonymise, Declaration, Delete, KeepUntil
from privacy.erasure import outside, treatment
from privacy.erasure.emptying import emptied_at_end, tells_nothing
from privacy.erasure.models import Erasure
from privacy.ledger import queries as ledger
from privacy.people.models import Person
from privacy.vault import queries as vault
from privacy.vault import trials
from privacy.vault.models import SealedFile
from privacy.vault.types import Tried

CHUNK = 500
SAMPLE = 20  # newest rows of each kind that are tried


def look() -> dict[str, int]:
    """Counts alone: how many people there are, how much of the erased could be read, what opens, what fits."""
    gone = sorted(everybody_erased())
    sealed, evidence = _living_values(), ledger.verify(of_a_copy=True)
    return {
        "people": Person.objects.filter(erased_at=None).count(),
        "erased": len(gone),
        "readable": readable(gone),
        "opened": sealed.opened,
        "broken": sealed.broken,
        "entries": evidence.sealed + evidence.waiting,
        "faults": len(evidence.faults),
        "pages": len(settings.PRIVACY_PROOF_PAGES),
        "silent": sum(not _answers(page) for page in settings.PRIVACY_PROOF_PAGES),
    }


def everybody_erased() -> frozenset[uuid.UUID]:
    """All of whom the tombstones outside, those beside the keys, or this database itself say that they were erased."""
    known = {uuid.UUID(one) for persons in Erasure.objects.values_list("persons", flat=True) for one in persons}
    return frozenset({*outside.buried(), *vault.tombstones(), *known})


def readable(gone: Iterable[uuid.UUID]) -> int:
    """How much of these erased people could be read: numbers that live, open keys, values no law keeps."""
    count, everybody = 0, list(gone)
    for start in range(0, len(everybody), CHUNK):
        some = everybody[start : start + CHUNK]
        count += Person.objects.filter(pk__in=some, erased_at=None).count() + vault.open_key_count(some)
        count += sum(_readable(said, rows) for said, rows in _rows(some))
    return count


def _rows(persons: list[uuid.UUID]) -> Iterator[tuple[Declaration, QuerySet[Any]]]:
    for said in datamap.about_people():
        rows = datamap.rows_about(said, persons)
        if said.model is SealedFile:  # those law keeps stay whole but for their names, locked
            rows = rows.exclude(retention_class__in=treatment.classes_of_law())
        yield said, rows


def _readable(said: Declaration, rows: QuerySet[Any]) -> int:
    fields = [field for field in said.model._meta.concrete_fields if field.name in _forbidden(said)]
    count = 0
    for row in rows.iterator(CHUNK):
        count += trials.tried([row]).opened + sum(not tells_nothing(field, row) for field in fields)
    return count


def _forbidden(said: Declaration) -> set[str]:
    """The fields that may say nothing any more in a row that is still there."""
    match said.at_end:
        case Delete():
            return set(said.personal)
        case Anonymise(empty=names):
            return set(names)
        case KeepUntil(keep=keep):
            return set(emptied_at_end(said, keep))


def _living_values() -> Tried:
    """The newest values of each kind, opened and thrown away."""
    count = Tried()
    for said in datamap.about_people():
        count += trials.tried(said.model._base_manager.order_by("-pk")[:SAMPLE])
    return count


def _answers(page: str) -> bool:
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]}, raise_request_exception=False)
    return client.get(page, secure=settings.SITE_URL.startswith("https://")).status_code == 200
