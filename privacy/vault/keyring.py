"""Finding, making, wrapping and destroying keys."""

import contextlib
import functools
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, connections, router, transaction

from kit.inserting import insert
from privacy.access import services as access
from privacy.vault import belonging, master
from privacy.vault.models import ApplicationKey, DataKey, Tombstone
from privacy.vault.types import KeyGone, PersonErased


@dataclass(slots=True, eq=False)
class Key:
    """An unwrapped data key. `locked`: only law keeps what it seals."""

    secret: bytes
    locked: bool
    _opener: AESGCM | None = None

    @property
    def opener(self) -> AESGCM:
        """The cipher set up with this key, at the first of the fields that it opens."""
        if self._opener is None:
            self._opener = AESGCM(self.secret)
        return self._opener

    def __repr__(self) -> str:
        return "<key>"


@functools.cache
def application_key(name: str) -> bytes:
    """A key of the site itself, by name; raises `KeyGone` when the key store has none."""
    row = ApplicationKey.objects.filter(name=name).first()
    if row is None:
        raise KeyGone(f"application key {name!r}")
    return master.find(row.master).unwrap(bytes(row.wrapped))


def key_for_sealing(person_id: uuid.UUID, retention_class: str) -> Key:
    """The key of this person and class, made on first use; raises `PersonErased`."""
    if key := held(person_id, retention_class):
        return key
    row = _row(person_id, retention_class)
    if row is None:
        row, made = _make(person_id, retention_class)
        if made:
            _refuse_the_erased(row)
            return _hold(row)
    if row.retiring_since and not _back_in_use(row):
        return key_for_sealing(person_id, retention_class)
    return _hold(row)


def _row(person_id: uuid.UUID, retention_class: str) -> DataKey | None:
    """The key at rest. All keys of the person are read once a stretch of work: the next class has no need to ask."""
    scope = access.current()
    if scope is None:
        return DataKey.objects.filter(person_id=person_id, retention_class=retention_class).first()
    known = cast("set[uuid.UUID]", scope.scratch.setdefault("keys read", set()))
    if person_id in known:
        return None  # it would be in hand; should another process have made it since, the INSERT will tell
    known.add(person_id)
    rows = {row.retention_class: row for row in DataKey.objects.filter(person_id=person_id)}
    for row in rows.values():
        if not row.retiring_since:
            _hold(row)
    return rows.get(retention_class)


def _make(person_id: uuid.UUID, retention_class: str) -> tuple[DataKey, bool]:
    """A new key in one statement, or the one that another process has just made; and whether it is ours."""
    row = DataKey(person_id=person_id, retention_class=retention_class, **_fresh())
    alias = router.db_for_write(DataKey)
    try:
        # A savepoint only where a surrounding transaction must outlive the conflict.
        with transaction.atomic(using=alias) if connections[alias].in_atomic_block else contextlib.nullcontext():
            row.save(force_insert=True)
    except IntegrityError:
        return DataKey.objects.get(person_id=person_id, retention_class=retention_class), False
    return row, True


def _refuse_the_erased(row: DataKey) -> None:
    """Looked at after the key was made: of an erasure under way either this sees the tombstone or it sees the key."""
    if Tombstone.objects.filter(pk=row.person_id).exists():
        row.delete()
        raise PersonErased(str(row.person_id))


def _back_in_use(row: DataKey) -> bool:
    """Whether the key was still there to be kept: a sweep may just have destroyed it."""
    return bool(DataKey.objects.filter(pk=row.pk).update(retiring_since=None))


def held(person_id: uuid.UUID, retention_class: str) -> Key | None:
    """The key, if this stretch of work has fetched it already."""
    return _held().get((person_id, retention_class))


def key_for_opening(person_id: uuid.UUID, retention_class: str, *, peers: Iterable[uuid.UUID] = ()) -> Key:
    """The key of this person and class; raises `KeyGone`. One query fetches the keys of `peers` as well."""
    if key := held(person_id, retention_class):
        return key
    found = _fetch({person_id, *peers})
    try:
        return found[person_id, retention_class]
    except KeyError:
        raise KeyGone(f"{retention_class} of {person_id}") from None


def _fresh() -> dict[str, Any]:
    """A new key, wrapped; raises `KeystoreError` when the master key in place is not the one of this key store."""
    present = master.load()
    belonging.refuse_foreign(present.id)
    return {"wrapped": present.wrap(secrets.token_bytes(32)), "master": present.id}


def _held() -> dict[tuple[uuid.UUID, str], Key]:
    """Keys already fetched in this stretch of work. Outside of one nothing is held."""
    scope = access.current()
    if scope is None:
        return {}
    keys = scope.scratch.get("keys")
    if keys is None:
        keys = scope.scratch["keys"] = {}
    return cast("dict[tuple[uuid.UUID, str], Key]", keys)


def _hold(row: DataKey) -> Key:
    key = Key(master.find(row.master).unwrap(bytes(row.wrapped)), row.locked)
    _held()[row.person_id, row.retention_class] = key
    return key


def make_ready(person_ids: Iterable[uuid.UUID], retention_class: str) -> None:
    """Make the keys of this class that these persons lack and hold them: a page of people in four queries.

    The erased get none, as with one key: looked at after the keys were made.
    """
    everyone = set(person_ids)
    known = DataKey.objects.filter(person_id__in=everyone, retention_class=retention_class)
    new = everyone - set(known.values_list("person_id", flat=True))
    fresh = [DataKey(person_id=one, retention_class=retention_class, **_fresh()) for one in new]
    insert(fresh, ignore_conflicts=True)
    buried = set(Tombstone.objects.filter(pk__in=new).values_list("pk", flat=True))
    DataKey.objects.filter(person_id__in=buried, retention_class=retention_class).delete()
    for row in known.filter(retiring_since=None):
        _hold(row)


def hold(person_ids: Iterable[uuid.UUID]) -> None:
    """Fetch and keep every key of these persons for the current stretch of work, in one query."""
    _fetch(set(person_ids))


def _fetch(person_ids: set[uuid.UUID]) -> dict[tuple[uuid.UUID, str], Key]:
    """Every key of these persons, by person and class; held as long as the current stretch of work lasts.

    Every page with something sealed asks this, so it goes past the ORM.
    """
    connection = connections[router.db_for_read(DataKey)]
    asked = {_PERSON.get_db_prep_value(one, connection): one for one in person_ids}
    find = functools.cache(master.find)  # the file is looked at once for all of them
    with connection.cursor() as cursor:
        cursor.execute(_SELECT.format(", ".join(["%s"] * len(asked))), list(asked))
        found = {
            (asked[person_id], retention_class): Key(find(wrapped_by).unwrap(bytes(wrapped)), bool(locked))
            for person_id, retention_class, wrapped_by, wrapped, locked in cursor.fetchall()
        }
    _held().update(found)
    return found


_PERSON = DataKey._meta.get_field("person_id")
_SELECT = (
    f'SELECT person_id, retention_class, master, wrapped, locked FROM "{DataKey._meta.db_table}"'  # noqa: S608 - our own names
    " WHERE person_id IN ({})"
)
