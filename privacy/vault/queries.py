"""What the vault can tell without opening anything."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from privacy.datamap.types import Declaration
from privacy.vault.cipher import looks_sealed
from privacy.vault.fields import SealedField
from privacy.vault.models import DataKey, Tombstone


def key_count(person_ids: Iterable[uuid.UUID]) -> int:
    """How many data keys these persons still have."""
    return DataKey.objects.filter(person_id__in=list(person_ids)).count()


def open_key_count(person_ids: Iterable[uuid.UUID]) -> int:
    """How many data keys these persons have that are not locked away for the law alone."""
    return DataKey.objects.filter(person_id__in=list(person_ids), locked=False).count()


def tombstones() -> list[uuid.UUID]:
    """Everybody who was erased."""
    return list(Tombstone.objects.values_list("person_id", flat=True))


def buried() -> int:
    """How many people were erased."""
    return Tombstone.objects.count()


def open_keys_of_buried() -> int:
    """How many data keys of erased people are left that are not locked away for the law alone. Should be none."""
    return _open_keys_of_buried().count()


def buried_with_open_keys() -> list[uuid.UUID]:
    """Erased people whose keys are back, as with an older key store."""
    return list(_open_keys_of_buried().values_list("person_id", flat=True).distinct())


def _open_keys_of_buried() -> QuerySet[DataKey]:
    return DataKey.objects.filter(person_id__in=Tombstone.objects.values("person_id"), locked=False)


def in_clear(said: Declaration, *, newest: int = 20) -> int:
    """Of the newest rows of a model, how many sealed columns hold something that was never sealed. One query."""
    names = [one.name for one in said.model._meta.concrete_fields if isinstance(one, SealedField)]
    if not names:
        return 0
    rows = said.model._default_manager.order_by("-pk").values_list(*names)[:newest]
    return sum(not looks_sealed(bytes(value)) for row in rows for value in row if value is not None)
