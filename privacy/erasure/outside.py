"""Tombstones outside: a file beyond all databases, so that no old copy of the key store can forget an erasure."""

import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings


def path() -> Path | None:
    """Where they lie; None when the setting is empty."""
    return Path(settings.PRIVACY_TOMBSTONES) if settings.PRIVACY_TOMBSTONES else None


def bury(person_ids: Iterable[uuid.UUID]) -> None:
    """Append these opaque numbers, on the disk when this returns. One that stands there twice is there once."""
    if not (file := path()):
        return
    if not file.parent.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with file.open("a") as stream:
        stream.write("".join(f"{person_id}\n" for person_id in person_ids))
        stream.flush()
        os.fsync(stream.fileno())


def buried() -> frozenset[uuid.UUID]:
    """Everybody in the file; half a line that a crash left is passed over."""
    file, found = path(), set()
    for line in file.read_text().splitlines() if file and file.exists() else ():
        with suppress(ValueError):
            found.add(uuid.UUID(line))
    return frozenset(found)
