"""The throw-away place a copy is put back into: a folder and databases of its own, gone however the proof ends.

A copy of the keys lies there meanwhile. What a killed proof left is cleared by the next one, and after each erasure.
"""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from privacy.erasure.backups import postgresql
from privacy.erasure.types import BackupRefused

PREFIX = "proving-"
LOCK = "proving.lock"
NAMES = "databases.json"


class AlreadyProving(BackupRefused):
    """Another process is trying copies just now."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a copy is tried: its folder, and the environment in which a process of ours lives there."""

    folder: Path
    env: Mapping[str, str]


@contextlib.contextmanager
def held() -> Iterator[IO[str]]:
    """The right to make such places: one process at a time, and its children. What a killed one left goes first.

    Raises `AlreadyProving`.
    """
    settings.VAR.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.VAR / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyProving("copies are being tried just now") from None
        for left in settings.VAR.glob(f"{PREFIX}*"):
            _clear(left)
        yield lock


def clear_left() -> None:
    """Remove what a killed proof has left. To be called outside of any transaction."""
    if any(name.startswith(PREFIX) for name in os.listdir(settings.VAR)):  # noqa: PTH208 - after each erasure
        with contextlib.suppress(AlreadyProving), held():
            pass


@contextlib.contextmanager
def place() -> Iterator[Place]:
    """A place for one copy; raises `BackupRefused` where none can be made."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=settings.VAR))
    try:
        yield Place(folder, import_string(settings.PRIVACY_ELSEWHERE)(folder, _databases(folder)))
    finally:
        _clear(folder)


def _databases(folder: Path) -> dict[str, str]:
    """Empty databases beside those of the site, by alias; their names are written down before they are made."""
    servers = [alias for alias in settings.DATABASES if connections[alias].vendor == "postgresql"]
    names = {alias: f"proving_{secrets.token_hex(6)}" for alias in servers}
    (folder / NAMES).write_text(json.dumps(names))
    for alias, name in names.items():
        postgresql.create(alias, name)
    return names


def _clear(folder: Path) -> None:
    written = folder / NAMES
    for alias, name in json.loads(written.read_text() or "{}").items() if written.exists() else ():
        postgresql.drop(alias, name)
    shutil.rmtree(folder, ignore_errors=True)
