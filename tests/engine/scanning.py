"""Looking for a person in everything that is stored, without asking any declaration: tables, columns, bytes, keys."""

import pickle
import re
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connections

from kit.pages import SHELF
from privacy.erasure import outside
from privacy.vault import cipher, keyring
from privacy.vault.cipher import Ciphertext, Forged
from privacy.vault.fields import SealedField, place
from privacy.vault.types import KeyGone

MARK = re.compile(r"mark-[0-9a-f]{32}")
Row = dict[str, Any]


def mark() -> str:
    """A word that stands nowhere else."""
    return f"mark-{uuid.uuid4().hex}"


def marks_in(text: str) -> set[str]:
    return set(MARK.findall(text))


def tables() -> Iterator[tuple[str, str]]:
    """Every table of every database, whoever made it."""
    for alias in settings.DATABASES:
        yield from ((alias, table) for table in names_of(alias))


@cache
def names_of(alias: str) -> tuple[str, ...]:
    with connections[alias].cursor() as cursor:
        return tuple(sorted(connections[alias].introspection.table_names(cursor)))


@cache
def relations(alias: str, table: str) -> dict[str, tuple[str, str]]:
    """By column: the column and the table it points to, as the database itself knows them."""
    with connections[alias].cursor() as cursor:
        known = connections[alias].introspection.get_relations(cursor, table)
    return {column: (said[0], said[1]) for column, said in known.items()}


def rows(alias: str, table: str) -> list[Row]:
    """All of a table, in the database's own values."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(table)}")  # noqa: S608 - names of tables
        names = [one[0] for one in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def everything() -> dict[tuple[str, str], list[Row]]:
    """Every row there is."""
    return {(alias, table): found for alias, table in tables() if (found := rows(alias, table))}


def about(person_id: uuid.UUID) -> Counter[str]:
    """How many rows of each table name this person in any column, or point at a row that does, however far away."""
    stored, found = everything(), Counter[str]()
    hit = {where: [one for one in all_ if names(one, person_id)] for where, all_ in stored.items()}
    grown = True
    while grown:
        grown = False
        for (alias, table), all_ in stored.items():
            for column, (other, pointed) in relations(alias, table).items():
                held = {one[other] for one in hit.get((alias, pointed), ())}
                more = [one for one in all_ if one[column] in held and one not in hit[alias, table]]
                hit[alias, table] += more
                grown = grown or bool(more)
    for (_alias, table), held_rows in hit.items():
        found[table] += len(held_rows)
    return +found


def names(row: Row, person_id: uuid.UUID) -> bool:
    """Whether any column holds the person's number, however it is written."""
    return any(person_id.hex in as_text(value).replace("-", "") for value in row.values())


def as_text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1") + bytes(value).hex()
    return str(value)


def readable_marks(*, of: Collection[uuid.UUID] | None = None, locked: bool = True) -> set[str]:
    """Every mark that stands in clear anywhere, or in a sealed value that some key there is now opens.

    `of`: in rows that carry one of these persons alone. Without `locked`: passing over what law keeps.
    """
    wanted = None if of is None else set(of)
    found = set()
    for model in apps.get_models(include_auto_created=True):
        sealed = [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]
        for row in model._base_manager.all():
            if wanted is not None and getattr(row, "person_id", None) not in wanted:
                continue
            found |= {one for field in sealed for one in _opened(row, field, locked=locked)}
            found |= marks_in(" ".join(as_text(v) for v in vars(row).values() if not isinstance(v, Ciphertext)))
    return found


def _opened(row: Any, field: SealedField, *, locked: bool) -> set[str]:
    blob = row.__dict__[field.attname]
    if not isinstance(blob, Ciphertext):
        return set()
    with suppress(KeyGone, Forged):
        key = keyring.key_for_opening(row.person_id, blob.retention_class)
        if locked or not key.locked:
            plain = cipher.open_sealed(key.secret, blob, place=place(field), person_id=row.person_id)
            return marks_in(plain.decode("utf-8", "replace"))
    return set()


def sealed_of(person_id: uuid.UUID) -> list[bytes]:
    """Every sealed value of a person as it rests, to be looked for once it is gone."""
    found = []
    for model in apps.get_models():
        if any(isinstance(field, SealedField) for field in model._meta.concrete_fields):
            for row in model._base_manager.filter(person_id=person_id):
                found += [bytes(value) for value in vars(row).values() if isinstance(value, Ciphertext)]
    return found


def all_bytes() -> bytes:
    """All that is stored: on SQLite the pages themselves, freed ones too; files, tombstones, caches, held pages."""
    parts: list[bytes] = []
    for alias in settings.DATABASES:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            parts.append(connection.connection.serialize())
        else:
            parts += [
                as_text(value).encode("latin-1", "replace")
                for one in names_of(alias)
                for row in rows(alias, one)
                for value in row.values()
            ]
    parts += [path.read_bytes() for path in files()]
    parts += [pickle.dumps(getattr(caches["pages"], "_cache", {})), repr(vars(SHELF)).encode()]
    if path := outside.path():
        parts.append(path.read_bytes() if path.exists() else b"")
    return b"\0".join(parts)


def files() -> Iterable[Path]:
    """What lies in the folder of files."""
    return (path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
