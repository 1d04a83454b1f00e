"""Migrated, empty databases: made once a run by whichever worker wants them first, copied by all."""

import fcntl
import json
import os
import shutil
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.backends.sqlite3.creation import DatabaseCreation

from tests import databases
from tests.forking import Forked

FILES = {"default": "main.sqlite3", "keys": "keys.sqlite3", "events": "events.sqlite3"}
ON_A_SERVER = {"default": "DATABASE_URL", "events": "EVENTS_DATABASE_URL"}
MIGRATE = """
from django.core.management import call_command
call_command("migrate", database=DATABASE, verbosity=0)
call_command("createcachetable", database=DATABASE, verbosity=0)
"""
_held: list[sqlite3.Connection] = []


def run_folder() -> Path:
    """What the workers of this run share; gone at its end."""
    return Path(tempfile.gettempdir()) / f"shijiang-prepared-{os.environ['SHIJIANG_TEST_RUN']}"


@cache
def prepared() -> tuple[Path, dict[str, str]]:
    """A folder with the databases that are files, and on PostgreSQL the addresses of those that are not."""
    shared = run_folder()
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        files, served, ready = shared / "var", shared / "urls.json", shared / "ready"
        missing = [] if ready.exists() else _files(files)
        if databases.on_postgresql() and not served.exists():
            urls = {variable: databases.made() for variable in ON_A_SERVER.values()}
            missing += [(alias, {variable: urls[variable]}) for alias, variable in ON_A_SERVER.items()]
            served.write_text(json.dumps(urls))
        _migrate(files, missing)
        ready.touch()
        return files, json.loads(served.read_text()) if databases.on_postgresql() else {}


def _files(folder: Path) -> list[tuple[str, dict[str, str]]]:
    folder.mkdir()
    return [(alias, {}) for alias in FILES]


def _migrate(folder: Path, missing: list[tuple[str, dict[str, str]]]) -> None:
    plain = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    env = {**plain, "DJANGO_SETTINGS_MODULE": "config.settings_test", "SHIJIANG_VAR": str(folder)}
    for process in [Forked(MIGRATE.replace("DATABASE", repr(alias)), {**env, **where}) for alias, where in missing]:
        assert process.wait(600) == 0


def copied(folder: Path) -> None:
    """Put the databases that are files into `folder`, unless others lie there."""
    for name in FILES.values():
        if not (folder / name).exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(prepared()[0] / name, folder / name)


def lend(patches: pytest.MonkeyPatch) -> None:
    """Let the test databases of this worker begin as copies: migrating them finds nothing to do."""
    folder, urls = prepared()
    if urls:
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = databases.name_of(urls["DATABASE_URL"])
    creation: Any = DatabaseCreation
    create = creation._create_test_db

    def begin(self: DatabaseCreation, *args: Any, **options: Any) -> str:
        name: str = create(self, *args, **options)
        memory = sqlite3.connect(name, uri=True)
        with sqlite3.connect(folder / FILES[self.connection.alias]) as whole:
            whole.backup(memory)
        whole.close()
        _held.append(memory)  # a database in memory is there as long as somebody is connected
        return name

    patches.setattr(DatabaseCreation, "_create_test_db", begin)
