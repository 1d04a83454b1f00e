"""Trying whether sealed values still open, as after a restore: what they say never leaves this module."""

from collections.abc import Iterable
from typing import Any

from privacy.vault import cipher, keyring
from privacy.vault.cipher import Ciphertext, Forged
from privacy.vault.fields import place
from privacy.vault.types import KeyGone, KeystoreError, Tried


def tried(rows: Iterable[Any]) -> Tried:
    """How many sealed values of these rows open, how many stay closed for good, and how many are not what they were."""
    count = Tried()
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(blob := row.__dict__.get(field.attname), Ciphertext):
                count += _tried(blob, place(field), row)
    return count


def _tried(blob: Ciphertext, where: str, row: Any) -> Tried:
    try:
        key = keyring.key_for_opening(row.person_id, blob.retention_class)
        cipher.open_sealed(key.secret, blob, place=where, person_id=row.person_id)
    except KeyGone:
        return Tried(closed=1)
    except (Forged, KeystoreError):  # changed, moved, or its key was wrapped by another master key
        return Tried(broken=1)
    return Tried(locked=1) if key.locked else Tried(opened=1)
