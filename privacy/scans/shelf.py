"""The folder of advisories: one file each, written whole or not at all, read without trust."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from privacy.scans.osv import LARGEST, Advisory, NotReadable, read


def advisories() -> tuple[list[Advisory], list[str]]:
    """What can be read, and the names of the files that cannot."""
    good, bad = [], []
    for path in _files():
        try:
            good.append(_read(path))
        except NotReadable:
            bad.append(path.name)
    return good, bad


def find(id_: str) -> Advisory | None:
    """The advisory of this name; None when there is none that can be read."""
    path = _path(id_)
    try:
        found = _read(path)
    except (NotReadable, FileNotFoundError):
        return None
    return found if found.id == id_ else None


def keep(id_: str, raw: bytes) -> None:
    """Put an advisory there. Whoever reads meanwhile or after a crash sees the old one or the new one, each whole."""
    folder = Path(settings.PRIVACY_ADVISORIES)
    folder.mkdir(parents=True, exist_ok=True)
    half, name = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(half, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(_path(id_))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def drop(id_: str) -> None:
    """Take an advisory away."""
    _path(id_).unlink(missing_ok=True)


def tidy(*, before: float) -> None:
    """Take away what a killed process left half written before this moment (seconds since 1970)."""
    for path in Path(settings.PRIVACY_ADVISORIES).glob("*.part"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _read(path: Path) -> Advisory:
    """Raises NotReadable, FileNotFoundError."""
    if path.stat().st_size > LARGEST:
        raise NotReadable("too large")
    return read(path.read_bytes())


def _path(id_: str) -> Path:
    return Path(settings.PRIVACY_ADVISORIES) / f"{id_}.json"


def _files() -> Iterator[Path]:
    folder = Path(settings.PRIVACY_ADVISORIES)
    yield from sorted(folder.glob("*.json")) if folder.is_dir() else ()
