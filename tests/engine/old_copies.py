"""Old copies of rows, keys and files, put back as they were, past everything the program would do about it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from tests.engine.scanning import files, names_of, rows

MAIN, KEYS = ("default", "events"), ("keys",)
# Django's own lists of what is installed: the same before and after.
FIXED = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}


@dataclass(frozen=True)
class Copy:
    """Everything that was stored at one moment; `known` is what the test knew then."""

    tables: dict[tuple[str, str], list[dict[str, Any]]]
    files: dict[Path, bytes]
    known: Any


def copied(known: Any) -> Copy:
    """A copy of all databases, the keys too, and of all files."""
    tables = {
        (alias, one): rows(alias, one) for alias in settings.DATABASES for one in names_of(alias) if one not in FIXED
    }
    return Copy(tables, {path: path.read_bytes() for path in files()}, known)


def put_back(copy: Copy, *, keys: bool) -> None:
    """Put rows and files back, or with `keys` the key store."""
    for alias in KEYS if keys else MAIN:
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(
                "PRAGMA defer_foreign_keys=ON" if connection.vendor == "sqlite" else "SET CONSTRAINTS ALL DEFERRED"
            )
            wanted = {one: held for (where, one), held in copy.tables.items() if where == alias}
            present = {one for one in wanted if rows(alias, one)}
            for one in present:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(one)}")  # noqa: S608 - names of tables
            for one, held in wanted.items():
                _insert(cursor, connection.ops.quote_name, one, held)
    if not keys:
        for path, content in copy.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _insert(cursor: Any, quote: Any, table: str, held: list[dict[str, Any]]) -> None:
    if held:
        columns = ", ".join(map(quote, held[0]))
        marks = ", ".join(["%s"] * len(held[0]))
        into = f"INSERT INTO {quote(table)} ({columns}) VALUES ({marks})"  # noqa: S608 - names of tables
        cursor.executemany(into, [[*row.values()] for row in held])
