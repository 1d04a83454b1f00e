"""Tombstones outside: a file beyond all databases, so that no old copy of the key store can forget an erasure."""

import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings


def _path() -> Path | None:
    return Path(settings.PRIVACY_TOMBSTONES) if settings.PRIVACY_TOMBSTONES else None


def bury(person_ids: Iterable[uuid.UUID]) -> None:
    """Append these opaque numbers, on the disk when this returns. One that stands there twice is there once."""
    if not (path := _path()):
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with path.open("a") as file:
        file.write("".join(f"{person_id}\n" for person_id in person_ids))
        file.flush()
        os.fsync(file.fileno())


def buried() -> frozenset[uuid.UUID]:
    """Everybody in the file; half a line that a crash left is passed over."""
    path, found = _path(), set()
    for line in path.read_text().splitlines() if path and path.exists() else ():
        with suppress(ValueError):
            found.add(uuid.UUID(line))
    return frozenset(found)
