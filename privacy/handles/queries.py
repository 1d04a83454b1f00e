"""Finding people by what recognises them."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from kit.prepared import prepared
from privacy.handles.models import Handle
from privacy.handles.types import Kind, normalised
from privacy.people.models import Person
from privacy.vault import services as vault


def people_with(kind: Kind, value: str) -> list[uuid.UUID]:
    """Every person whom this handle stands for: who proved it, and guests who gave it and have proved none.

    Somebody with a proved handle of their own who merely typed this one is not meant: it may be a slip, and their data
    would go to a stranger. The erased are left out. Raises `ValidationError` for no handle at all.
    """
    index = vault.index_of(kind, normalised(kind, value))
    rows = Handle.objects.filter(meant(), living(), kind=kind, index=index)
    return list(rows.values_list("person_id", flat=True).distinct())


def held(*, person_id: uuid.UUID, kind: Kind, value: str) -> "QuerySet[Handle]":
    """This handle of this person, if they have given it. Raises `ValidationError` for no handle at all."""
    return Handle.objects.filter(person_id=person_id, kind=kind, index=vault.index_of(kind, normalised(kind, value)))


def is_reached(person_id: uuid.UUID) -> bool:
    """Whether anything is known by which this person could be reached: of a guest who has only looked, nothing is."""
    return Handle.objects.filter(person_id=person_id).exists()


def bearers(kind: Kind, index: str) -> list[uuid.UUID]:
    """As `people_with`, for a handle of which only the keyed hash is known."""
    rows = Handle.objects.filter(meant(), living(), kind=kind, index=index)
    return list(rows.values_list("person_id", flat=True).distinct())


def bearer(kind: Kind, value: str) -> uuid.UUID | None:
    """One person whom this handle stands for (see `people_with`): who proved it first, else the earliest guest."""
    rows = Handle.objects.filter(meant(), living(), kind=kind, index=vault.index_of(kind, normalised(kind, value)))
    first = rows.order_by(F("proved_at").asc(nulls_last=True), "created_at", "pk")
    return first.values_list("person_id", flat=True).first()


def guests_of(person_ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Guests who gave an e-mail address that one of these persons has proved, and have proved none: the same people.

    `prove` joins those who came before it; these came later, or wrote without signing in.
    """
    return [person_id for (person_id,) in _guests(own=frozenset(person_ids))]


@prepared(own=frozenset)
def _guests(*, own: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    proved = Handle.objects.filter(person__in=own, kind=Kind.EMAIL).exclude(proved_at=None).values("index")
    rows = Handle.objects.filter(meant(), living(), kind=Kind.EMAIL, index__in=proved, proved_at=None)
    return rows.exclude(person__in=own).values_list("person_id").distinct()


def meant() -> Q:
    """Handles that stand for their person: proved, or of somebody who has proved none."""
    return Q(proved_at__isnull=False) | Q(
        _none(Handle.objects.filter(person=OuterRef("person"), proved_at__isnull=False))
    )


def living() -> Q:
    """Handles of those who were not erased."""
    return Q(_none(Person.objects.filter(pk=OuterRef("person"), erased_at__isnull=False)))


def by_themselves() -> Q:
    """Handles of those who were neither erased nor joined to somebody."""
    gone = Q(erased_at__isnull=False) | Q(merged_into__isnull=False)
    return Q(_none(Person.objects.filter(gone, pk=OuterRef("person"))))


def _none(rows: "QuerySet[Any]") -> IsNull:
    """That there is no such row, looked up handle by handle.

    PostgreSQL keeps no statistics of the hashes and takes hundreds of handles to bear each: instead of EXISTS or a join
    it would read everybody's, and who is known here would show in the time.
    """
    return IsNull(Subquery(rows.values("pk")[:1]), True)  # noqa: FBT003 - Django's signature


def who_proved_one() -> QuerySet[Any]:
    """The numbers of everybody who has proved a handle, to select by."""
    return Handle.objects.exclude(proved_at=None).values("person")


def newest(person_id: uuid.UUID, kind: Kind) -> Handle | None:
    """The handle of this kind to reach a person at: a proved one first, then the newest."""
    rows = Handle.objects.filter(person_id=person_id, kind=kind)
    return rows.order_by(F("proved_at").desc(nulls_last=True), "-created_at").first()


def never_proved(person_ids: Iterable[uuid.UUID]) -> "QuerySet[Handle]":
    """Handles of those of these persons who have proved none: guests. Who has, changes theirs by signing in."""
    return Handle.objects.filter(meant(), person__in=list(person_ids), proved_at=None)
