"""Whether key store, master key and main database belong together: asked before serving, and before a key is made."""

import hashlib

from django.db.utils import OperationalError, ProgrammingError

from privacy.vault import master
from privacy.vault.models import ApplicationKey, KeystoreMark
from privacy.vault.types import KeystoreError

FIRST = "handles"

# Master keys that were found to belong to the key store in this process: nobody pays twice.
_proved: set[str] = set()


def verify() -> None:
    """Raise `KeystoreError` unless they do. Read from the stores each time, whatever the process holds in memory.

    While a rotation is under way the key store may still be wrapped by the master key that is being replaced.
    """
    _proved.clear()
    row = _first_key()
    if list(KeystoreMark.objects.values_list("fingerprint", flat=True)) != [_fingerprint(row)]:
        raise KeystoreError("this database and this key store do not belong together: nothing is served")
    _proved.add(master.load().id)


def refuse_foreign(present: str) -> None:
    """Raise `KeystoreError` when the master key of this id is not the key store's: nothing is wrapped by it."""
    if present not in _proved:
        verify()


def mark() -> None:
    """Write down, once, which key store this database is written with."""
    if not KeystoreMark.objects.exists():
        KeystoreMark.objects.create(fingerprint=_fingerprint(ApplicationKey.objects.get(name=FIRST)))


def _first_key() -> ApplicationKey:
    try:
        row = ApplicationKey.objects.filter(name=FIRST).first()
    except (OperationalError, ProgrammingError):  # there is not even a table
        row = None
    if row is None:
        raise KeystoreError("the key store is empty or missing: sealed data cannot be read, nothing is served")
    return row


def _fingerprint(row: ApplicationKey) -> str:
    return hashlib.sha256(b"keystore" + master.find(row.master).unwrap(bytes(row.wrapped))).hexdigest()
