"""Which persons are one."""

import uuid
from collections.abc import Iterable

from django.db.models import Q

from privacy.people.models import Person


def identities(person_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """`person_id` and every person merged into it."""
    rows = Person.objects.filter(Q(pk=person_id) | Q(merged_into=person_id)).values_list("pk", flat=True)
    return frozenset(rows)


def all_of_one(person_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Every number that stands for the same natural person, whichever of them is asked about."""
    main = Person.objects.filter(pk=person_id).values_list("merged_into", flat=True).first() or person_id
    return identities(main) | {person_id}


def merged(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """These persons and everybody merged into one of them, each with the number they go by: one query."""
    chosen = list(person_ids)
    rows = Person.objects.filter(Q(pk__in=chosen) | Q(merged_into__in=chosen)).values_list("pk", "merged_into")
    return {pk: main or pk for pk, main in rows}
