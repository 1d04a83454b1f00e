"""Consistent copies of one database, and putting them back, per engine."""

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from django.db import connections

from privacy.erasure.models import RestoreMark
from privacy.erasure.types import BackupRefused

ENDINGS = {"sqlite": "sqlite3", "postgresql": "pgdump"}


def file_name(alias: str) -> str:
    """The name of this database's copy in an archive."""
    return f"{alias}.{ENDINGS[connections[alias].vendor]}"


def copy(alias: str, target: Path) -> None:
    """Write a copy of the database as it is at one instant, while the site goes on."""
    if connections[alias].vendor == "postgresql":
        _run(["pg_dump", "--format=custom", "--no-owner", f"--file={target}"], alias)
        return
    with contextlib.closing(_open(_path(alias))) as source, contextlib.closing(_open(target)) as copied:
        source.backup(copied)


def put_back(alias: str, source: Path, *, at: dt.datetime) -> None:
    """Replace the database by a copy, marked as restored before it takes its place."""
    if connections[alias].vendor == "postgresql":
        connections[alias].close()
        _run(["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(source)], alias)
        if alias == "default":
            RestoreMark.objects.create(restored_at=at)
        return
    with contextlib.closing(_open(source)) as copied:
        if copied.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise BackupRefused(f"{source.name} is damaged")
        if alias == "default":
            table = RestoreMark._meta.db_table
            copied.execute(f"INSERT INTO {table} (restored_at) VALUES (?)", [at.replace(tzinfo=None).isoformat(" ")])  # noqa: S608  our own table's name
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


def _run(command: list[str], alias: str) -> None:
    """A PostgreSQL tool on this database; the password goes by the environment, where no process list shows it."""
    if not (tool := shutil.which(command[0])):
        raise BackupRefused(f"{command[0]} is not installed: it comes with the PostgreSQL client")
    place: dict[str, Any] = connections[alias].settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    env = {**os.environ, **{name: str(place[key]) for name, key in names.items() if place[key]}}
    target = [f"--dbname={place['NAME']}"]
    subprocess.run([tool, *target, *command[1:]], env=env, check=True)  # noqa: S603  a tool found by name, no shell
