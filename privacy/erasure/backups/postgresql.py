"""PostgreSQL's own tools: found in the server's version, called without a shell, the password by the environment."""

import functools
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, cast

from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from privacy.erasure.types import BackupRefused

# Where distributions keep the versions beside one another; what is on the path may belong to another server.
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
# The restored schema takes the place of all that is there, tables of a later release too; in one transaction.
EMPTY = (
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner; "
    "GRANT USAGE ON SCHEMA public TO PUBLIC"
)


def dump(alias: str, target: Path) -> None:
    """Write the database as it is at one instant."""
    _run([_tool("pg_dump", alias), "--format=custom", "--no-owner", "--no-acl", f"--file={target}"], alias)


def load(alias: str, source: Path, *, closing: str) -> None:
    """Replace the database by the dump `source`; the statement `closing` comes with it or nothing does.

    Raises `BackupRefused` when the server does not take it: then everything is as it was.
    """
    connections[alias].close()
    script = source.with_suffix(".sql")
    try:
        _run([_tool("pg_restore", alias), "--no-owner", "--no-acl", f"--file={script}", str(source)])
        whole = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        parts = [f"--command={EMPTY}", f"--file={script}", *([f"--command={closing}"] if closing else [])]
        _run([_tool("psql", alias), *whole, *parts], alias)
    except subprocess.CalledProcessError as error:
        raise BackupRefused(f"PostgreSQL did not take {source.name}") from error
    finally:
        script.unlink(missing_ok=True)


def create(alias: str, name: str) -> None:
    """Make an empty database of this name on the server of `alias`; raises `BackupRefused` where we may not."""
    try:
        _say(alias, f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    except subprocess.CalledProcessError as error:
        raise BackupRefused("the server lets us make no database: ALTER ROLE … CREATEDB") from error


def drop(alias: str, name: str) -> None:
    """Drop the database of this name on the server of `alias`, whoever is connected, if there is one."""
    _say(alias, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _say(alias: str, statement: str) -> None:
    _run([_tool("psql", alias), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--command={statement}"], alias)


def _tool(name: str, alias: str) -> str:
    """The tool of the server's own version, else of the next newer one: older ones refuse, newer ones say too much."""
    server = cast(DatabaseWrapper, connections[alias]).pg_version // 10_000
    connections[alias].close()
    fitting = {version: path for path in _installed(name) if (version := _version(path)) >= server}
    if not fitting:
        raise BackupRefused(f"{name} {server} is not installed: it comes with the PostgreSQL client of that version")
    return fitting[min(fitting)]


def _installed(name: str) -> list[str]:
    beside = [str(path) for place in PLACES for path in Path("/").glob(f"{place[1:]}/{name}")]
    return [*([found] if (found := shutil.which(name)) else []), *beside]


@functools.cache
def _version(path: str) -> int:
    """The major version a tool says it is; 0 when it says nothing."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603  no shell
    found = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return int(found[1]) if found else 0


def _run(command: list[str], alias: str = "") -> None:
    place: dict[str, Any] = connections[alias].settings_dict if alias else {}
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    env = {**os.environ, **{name: str(place[key]) for name, key in names.items() if place.get(key)}}
    target = [f"--dbname={place['NAME']}"] if alias else []
    subprocess.run([command[0], *target, *command[1:]], env=env, check=True)  # noqa: S603  a tool found above, no shell
