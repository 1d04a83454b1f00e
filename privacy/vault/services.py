"""The key store's life: creating, checking, re-wrapping, destroying; and hashes for look-ups."""

import contextlib
import datetime as dt
import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, models, transaction

from kit.inserting import insert
from kit.prepared import deleting, prepared
from privacy.vault import belonging, keyring, master, sessions
from privacy.vault.models import ApplicationKey, DataKey, Effect, KeystoreMark, SealedSession, Tombstone
from privacy.vault.types import KeystoreError

APPLICATION_KEYS = (belonging.FIRST, "sessions", "names")


def create_keystore() -> None:
    """Make what is missing of: master key file, application keys, mark. Run at set-up; changes nothing that exists.

    Raises `KeystoreError` when this database was written with a key store that is not here: then nothing is created.
    """
    path = Path(settings.PRIVACY_MASTER_KEY_FILE)
    if KeystoreMark.objects.exists() and not ApplicationKey.objects.exists():
        raise KeystoreError("this database was sealed with a key store that is missing: restore the keys database")
    if not path.exists() and not _master_in_environment():
        if ApplicationKey.objects.exists():
            raise KeystoreError(f"the key store needs the master key it was made with: {path} is missing")
        master.create(path)
    if KeystoreMark.objects.exists():
        verify_keystore()
    for name in APPLICATION_KEYS:
        key = master.load()
        ApplicationKey.objects.get_or_create(
            name=name, defaults={"wrapped": key.wrap(secrets.token_bytes(32)), "master": key.id}
        )
    belonging.mark()
    verify_keystore()


def verify_keystore() -> None:
    """Raise `KeystoreError` unless key store, master key and main database belong together.

    Called by whatever serves, works, takes mail in or copies, before it begins.
    """
    belonging.verify()


def hold_application_keys() -> None:
    """Read the site's own keys now, so that no visitor waits for them; a serving process does that as it starts."""
    for name in APPLICATION_KEYS:
        keyring.application_key(name)


def verify_secret() -> None:
    """Raise `KeystoreError` while this installation has no secret of its own for sessions and signed links."""
    if settings.SECRET_KEY == settings.NO_SECRET_KEY:
        raise KeystoreError("there is no secret key yet: run bin/setup")


def rewrap(*, chunk: int = 1000) -> int:
    """Wrap every key anew with the present master key, in resumable chunks, and no sealed data. Returns how many."""
    present, count = master.load(), 0
    managers: list[models.Manager[Any]] = [ApplicationKey.objects, DataKey.objects]
    for keys in managers:
        while rows := list(keys.exclude(master=present.id)[:chunk]):
            for row in rows:
                row.wrapped = present.wrap(master.find(row.master).unwrap(bytes(row.wrapped)))
                row.master = present.id
            keys.bulk_update(rows, ["wrapped", "master"])
            count += len(rows)
    return count


@contextlib.contextmanager
def burial() -> Iterator[None]:
    """Tombstones and destroyed keys in one commit, where writers of both databases queue up (SQLite).

    Where they work side by side each commits by itself: whoever seals meanwhile sees the tombstone or loses the key,
    and no lock is held while another is waited for.
    """
    queue_up = all(connections[alias].vendor == "sqlite" for alias in ("default", "keys"))
    with transaction.atomic(using="keys") if queue_up else contextlib.nullcontext():
        yield


def destroy_keys(person_ids: Iterable[uuid.UUID], *, keep: Iterable[str] = ()) -> int:
    """Erase by destroying: every data key of these persons but those of the classes law keeps, which are locked."""
    persons, kept = frozenset(person_ids), list(keep)
    if not kept:
        return _keys.change(persons=persons)
    keys = DataKey.objects.filter(person_id__in=persons)
    with transaction.atomic(using="keys", savepoint=False):
        keys.filter(retention_class__in=kept).update(locked=True)
        gone, _detail = keys.exclude(retention_class__in=kept).delete()
    return gone


@prepared(deleting, persons=frozenset)
def _keys(*, persons: frozenset[uuid.UUID]) -> "models.QuerySet[Any, Any]":
    return DataKey.objects.filter(person_id__in=persons)


def bury(person_ids: Iterable[uuid.UUID], *, at: dt.datetime) -> None:
    """Set a tombstone beside the keys for each person, so that no restored backup can bring them back."""
    insert([Tombstone(person_id=person_id, erased_at=at) for person_id in person_ids], ignore_conflicts=True)


def end_sessions(person_ids: Iterable[uuid.UUID], *, but: str = "") -> int:
    """End every session of these persons at once; `but` is the key of one that may stay. Returns how many."""
    return _sessions.change(persons=frozenset(person_ids), kept=sessions.row_name(but) if but else "")


@prepared(deleting, persons=frozenset, kept=str)
def _sessions(*, persons: frozenset[uuid.UUID], kept: str) -> "models.QuerySet[Any, Any]":
    return SealedSession.objects.filter(person_id__in=persons).exclude(name=kept)


def index_of(kind: str, value: str) -> str:
    """The keyed hash (HMAC-SHA-256, hex) by which a normalised handle is found. Tells nothing without the key."""
    return hmac.new(keyring.application_key("handles"), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def remember_effect(key: str, *, at: dt.datetime) -> None:
    """Note beside the keys, as a keyed hash, that the effect `key` has left the house."""
    Effect.objects.bulk_create([Effect(name=index_of("effect", key), at=at)], ignore_conflicts=True)


def has_left(key: str) -> bool:
    """Whether the effect `key` has left the house already, whatever the main database says."""
    return Effect.objects.filter(name=index_of("effect", key)).exists()


def forget_effects(*, before: dt.datetime) -> int:
    """Forget what left so long ago that no backup knows it as waiting. Returns how many."""
    gone, _detail = Effect.objects.filter(at__lt=before).delete()
    return gone


def prepare_to_seal(person_ids: Iterable[uuid.UUID], *, kept: str) -> None:
    """Have the keys of this retention class ready for all these persons, for rows that are about to be written."""
    keyring.make_ready(person_ids, kept)


def prepare(person_ids: Iterable[uuid.UUID]) -> None:
    """Fetch the keys of all these persons in one query, for rows reached through other rows."""
    keyring.hold(person_ids)


def _master_in_environment() -> bool:
    try:
        master.load()
    except KeystoreError:
        return False
    return True
