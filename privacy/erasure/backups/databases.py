"""Consistent copies of one database, and putting them back, per engine."""

import contextlib
import datetime as dt
import sqlite3
from pathlib import Path

from django.db import connections

from privacy.erasure.backups import postgresql
from privacy.erasure.models import RestoreMark
from privacy.erasure.types import BackupRefused

ENDINGS = {"sqlite": "sqlite3", "postgresql": "pgdump"}


def file_name(alias: str) -> str:
    """The name of this database's copy in an archive."""
    return f"{alias}.{ENDINGS[connections[alias].vendor]}"


def copy(alias: str, target: Path) -> None:
    """Write a copy of the database as it is at one instant, while the site goes on."""
    if connections[alias].vendor == "postgresql":
        postgresql.dump(alias, target)
        return
    with contextlib.closing(_open(_path(alias))) as source, contextlib.closing(_open(target)) as copied:
        source.backup(copied)


def put_back(alias: str, source: Path, *, at: dt.datetime) -> None:
    """Replace the database by a copy, marked as restored before it takes its place."""
    mark = f"{RestoreMark._meta.db_table} (restored_at) VALUES ('{at.isoformat(' ')}')"  # of our own words alone
    if connections[alias].vendor == "postgresql":
        postgresql.load(alias, source, closing=f"INSERT INTO public.{mark}" if alias == "default" else "")
        return
    with contextlib.closing(_open(source)) as copied:
        if copied.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise BackupRefused(f"{source.name} is damaged")
        if alias == "default":
            copied.execute(f"INSERT INTO {mark}")
            copied.commit()
    connections[alias].close()
    target = _path(alias)
    target.parent.mkdir(parents=True, exist_ok=True)
    for tail in ("-journal", "-wal", "-shm"):
        Path(f"{target}{tail}").unlink(missing_ok=True)
    source.chmod(0o640)
    source.replace(target)


def exists(alias: str) -> bool:
    """Whether there is something to be overwritten."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        return _path(alias).exists() and _path(alias).stat().st_size > 0
    return bool(connection.introspection.table_names())


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60)
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def _path(alias: str) -> Path:
    return Path(connections[alias].settings_dict["NAME"])
