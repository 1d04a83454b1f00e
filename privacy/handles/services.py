"""Attaching, proving and detaching handles."""

import datetime as dt
import uuid
from collections.abc import Mapping

from privacy.handles.models import Handle
from privacy.handles.queries import by_themselves, held, meant
from privacy.handles.types import Kind, normalised
from privacy.people import services as people
from privacy.vault import services as vault


def attach(*, person_id: uuid.UUID, kind: Kind, value: str, at: dt.datetime, likely_new: bool = False) -> None:
    """Remember that this person is reached at `value`; once, however often it is said. Raises `ValidationError`.

    What is `likely_new` is written without a look first: a handle that was known after all stays as it is.
    """
    if likely_new or not held(person_id=person_id, kind=kind, value=value).exists():
        _insert(person_id, kind, value, at)


def attached(*, person_id: uuid.UUID, kind: Kind, value: str, at: dt.datetime) -> Handle:
    """`attach`, and the handle as it stands then."""
    handle = held(person_id=person_id, kind=kind, value=value).first()
    if handle is None:
        _insert(person_id, kind, value, at)
        handle = held(person_id=person_id, kind=kind, value=value).get()
    return handle


def _insert(person_id: uuid.UUID, kind: Kind, value: str, at: dt.datetime) -> None:
    """The same from another process, this very moment, is as good: no savepoint for it."""
    normal = normalised(kind, value)
    index = vault.index_of(kind, normal)
    handle = Handle(person_id=person_id, kind=kind, index=index, value=normal, created_at=at)
    Handle.objects.bulk_create([handle], ignore_conflicts=True)


def newcomer(*, handles: Mapping[Kind, str], at: dt.datetime) -> uuid.UUID:
    """Somebody nobody here knows yet, reached at these, or at none. Nothing is proved. Raises `ValidationError`."""
    person_id = people.create(at=at).pk
    for kind, value in handles.items():
        attach(person_id=person_id, kind=kind, value=value, at=at)
    return person_id


def detach(*, person_id: uuid.UUID, kind: Kind, value: str) -> None:
    """Forget this handle of this person."""
    held(person_id=person_id, kind=kind, value=value).delete()


def replace(*, person_id: uuid.UUID, kind: Kind, value: str, at: dt.datetime) -> Handle | None:
    """This person says they are reached at `value` alone: others of the kind that were never proved are forgotten.

    An empty `value` forgets them too. Returns the handle, if it was not known before. Raises `ValidationError`.
    """
    known = set(Handle.objects.filter(person_id=person_id, kind=kind).values_list("pk", flat=True))
    kept = attached(person_id=person_id, kind=kind, value=value, at=at) if value else None
    others = Handle.objects.filter(person_id=person_id, kind=kind, proved_at=None)
    others.exclude(pk=kept.pk if kept else None).delete()
    return kept if kept and kept.pk not in known else None


def prove(*, person_id: uuid.UUID, kind: Kind, value: str, at: dt.datetime) -> int:
    """This person has shown control over `value`: every guest who gave it and has proved no handle is one with them.

    Returns how many persons were joined. Whoever proved this or any other handle stays apart: they may have mistyped.
    """
    handle = attached(person_id=person_id, kind=kind, value=value, at=at)
    Handle.objects.filter(pk=handle.pk, proved_at=None).update(proved_at=at)
    guests = Handle.objects.filter(meant(), by_themselves(), kind=kind, index=handle.index, proved_at=None)
    joined = 0
    for other in list(guests.exclude(person_id=person_id).values_list("person_id", flat=True)):
        people.merge(source=other, into=person_id)
        joined += 1
    return joined


def rewrite(*, handle: Handle, value: str) -> None:
    """Let a handle say something else, keeping its number. Raises `ValidationError`."""
    kind = Kind(handle.kind)
    normal = normalised(kind, value)
    index = vault.index_of(kind, normal)
    held(person_id=handle.person_id, kind=kind, value=normal).exclude(pk=handle.pk).delete()
    handle.index, handle.value = index, normal
    handle.save(update_fields=["index", "value"])


def forget_typed(*, person_id: uuid.UUID, kind: Kind, value: str) -> None:
    """Forget this handle of this person, unless they have proved it."""
    held(person_id=person_id, kind=kind, value=value).filter(proved_at=None).delete()
