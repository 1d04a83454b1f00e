"""Which persons are one."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from kit.prepared import prepared
from privacy.people.models import Person


def identities(person_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """`person_id` and every person merged into it."""
    return frozenset(pk for pk, _into in _identities(person_id=person_id))


@prepared(person_id=uuid.UUID)
def _identities(*, person_id: uuid.UUID) -> "QuerySet[Any, Any]":
    return Person.objects.filter(Q(pk=person_id) | Q(merged_into=person_id)).values_list("pk", "merged_into")


def all_of_one(person_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Every number that stands for the same natural person, whichever of them is asked about."""
    into = dict(_identities(person_id=person_id))
    main = into.get(person_id)
    return identities(main) | {person_id} if main else frozenset(into) | {person_id}


def merged(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """These persons and everybody merged into one of them, each with the number they go by: one query."""
    chosen = list(person_ids)
    rows = Person.objects.filter(Q(pk__in=chosen) | Q(merged_into__in=chosen)).values_list("pk", "merged_into")
    return {pk: main or pk for pk, main in rows}
