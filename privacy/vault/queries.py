"""What the vault can tell without opening anything."""

import uuid
from collections.abc import Iterable

from privacy.vault.models import DataKey, Tombstone


def key_count(person_ids: Iterable[uuid.UUID]) -> int:
    """How many data keys these persons still have."""
    return DataKey.objects.filter(person_id__in=list(person_ids)).count()


def tombstones() -> list[uuid.UUID]:
    """Everybody who was erased."""
    return list(Tombstone.objects.values_list("person_id", flat=True))
