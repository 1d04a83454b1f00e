"""Finding people by what recognises them."""

import uuid

from privacy.handles.models import Handle
from privacy.handles.types import Kind, normalised
from privacy.vault import services as vault


def people_with(kind: Kind, value: str) -> list[uuid.UUID]:
    """Every person who bears this handle and has not been erased. Raises `ValidationError` for no handle at all."""
    index = vault.index_of(kind, normalised(kind, value))
    rows = Handle.objects.filter(kind=kind, index=index, person__erased_at=None)
    return list(rows.values_list("person_id", flat=True).distinct())


def newest(person_id: uuid.UUID, kind: Kind) -> Handle | None:
    """The handle of this kind to reach a person at: a proved one first, then the newest."""
    rows = Handle.objects.filter(person_id=person_id, kind=kind)
    return rows.order_by("-proved_at", "-created_at").first()
