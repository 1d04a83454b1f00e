"""PostgreSQL databases of our own on the test run's server: made, copied, read, dropped at the end of the test."""

import contextlib
import secrets
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.db import connections
from psycopg import sql

_of_this_test: list[str] = []


def on_postgresql() -> bool:
    """Whether this run is the one on PostgreSQL."""
    return connections["default"].vendor == "postgresql"


def made(template: str = "") -> str:
    """The address of a new database, empty or a copy of the one at `template`; it lasts as long as the run."""
    name = f"own_{secrets.token_hex(6)}"
    copied = sql.Identifier(name_of(template)) if template else sql.SQL("template0 ENCODING 'UTF8'")
    with _server() as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), copied))
    at = _place()
    secret = f":{quote(at['password'], safe='')}" if at["password"] else ""
    return f"postgresql://{at['user']}{secret}@{quote(at['host'] or '', safe='')}:{at['port'] or 5432}/{name}"


def made_for_this_test(template: str = "") -> str:
    """As `made`, gone when the test is over."""
    url = made(template)
    _of_this_test.append(url)
    return url


def dropped(url: str) -> None:
    """Drop the database, whoever is connected."""
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name_of(url))))


def put_back(url: str, copy: str) -> None:
    """Let the database be what `copy` is, as copying its files would."""
    dropped(url)
    with _server() as server:
        names = sql.Identifier(name_of(url)), sql.Identifier(name_of(copy))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def there(names: Iterable[str]) -> set[str]:
    """Which of these databases the server has."""
    with _server() as server:
        found = server.execute("SELECT datname FROM pg_database WHERE datname = ANY(%s)", [list(names)]).fetchall()
    return {name for (name,) in found}


def tables(url: str) -> dict[str, bytes]:
    """Every table as COPY gives it."""
    with psycopg.connect(url, autocommit=True) as database:
        names = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        found = {}
        for (table,) in names:
            asked = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))
            with database.cursor().copy(asked) as rows:
                found[table] = b"".join(map(bytes, rows))
        return found


def name_of(url: str) -> str:
    """The database's name in its address."""
    return url.rsplit("/", 1)[1]


def _place() -> dict[str, Any]:
    known = connections["default"].settings_dict
    return {key: str(known[key.upper()]) or None for key in ("host", "port", "user", "password")}


@contextlib.contextmanager
def _server() -> Iterator[psycopg.Connection]:
    with psycopg.connect(**_place(), dbname="postgres", autocommit=True) as server:
        yield server


@pytest.fixture(autouse=True)
def _databases_of_this_test() -> Iterator[None]:
    yield
    while _of_this_test:
        dropped(_of_this_test.pop())
