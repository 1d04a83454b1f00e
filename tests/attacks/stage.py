"""Everybody of the sweeps, gathered once in a process for all its tests, and the forms that stand on their pages."""

import copy
import datetime as dt
import functools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import time_machine
from django.conf import settings
from django.db import connections

from kit import clock
from privacy.vault import keyring
from privacy.vault import services as vault
from tests.attacks.cast import Cast, gather, visitor
from tests.attacks.forms import Sent, sent

Copies = dict[str, sqlite3.Connection]


@dataclass(frozen=True)
class Stage:
    """The people and, read when first asked for, every form of the site filled in."""

    cast: Cast
    at: dt.datetime

    @cached_property
    def forms(self) -> list[Sent]:
        """Every form of every page."""
        return sent(self.cast)


def own(cast: Cast) -> Cast:
    """The same people for one test, which may sign them out or give them something else."""
    clients = {}
    for who, client in cast.clients.items():
        clients[who] = visitor()
        clients[who].cookies = SimpleCookie({name: one.value for name, one in client.cookies.items()})
    return Cast(clients, copy.deepcopy(cast.accounts), dict(cast.objects), dict(cast.others))


@contextmanager
def set_up() -> Iterator[Stage]:
    """The databases of this process with everybody in them, at the time when they were gathered.

    SQLite alone: databases in memory are exchanged as a whole. Afterwards they are as they were before.
    """
    before = _copies()
    stage, people, files = _gathered()
    _become(people)
    _put_back(files)
    keyring.application_key.cache_clear()
    try:
        with time_machine.travel(stage.at, tick=True):
            yield stage
    finally:
        _become(before)
        keyring.application_key.cache_clear()


@functools.cache
def _gathered() -> tuple[Stage, Copies, dict[Path, bytes]]:
    keyring.application_key.cache_clear()
    vault.create_keystore()
    at = clock.now()
    stage = Stage(gather(at), at)
    return stage, _copies(), _files()


def _copies() -> Copies:
    copies = {}
    for alias in settings.DATABASES:
        copies[alias] = sqlite3.connect(":memory:")
        _open(alias).backup(copies[alias])
    return copies


def _become(copies: Copies) -> None:
    for alias, one in copies.items():
        one.backup(_open(alias))


def _open(alias: str) -> Any:
    connections[alias].ensure_connection()
    return connections[alias].connection


def _files() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in settings.VAR.rglob("*") if path.is_file()}


def _put_back(files: dict[Path, bytes]) -> None:
    for path, content in files.items():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
