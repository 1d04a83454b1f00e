"""Making a backup: databases first, then files, each with its hash; the archive appears whole or not at all."""

import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from kit.failpoints import hit
from privacy.datamap import queries as datamap
from privacy.erasure.backups import databases
from privacy.ledger import queries as ledger

KEPT_APART = "keys"
COPIED = ("default", "events")
MANIFEST = "manifest.json"
PATTERN = "backup-*.tar"
SCRATCH, HALF = ".half-", "archive"


def back_up(folder: Path, *, at: dt.datetime) -> Path:
    """Write a backup of everything but the keys into `folder` and drop those past their days. Returns its path.

    Personal values rest sealed in it; without the keys it tells dates, amounts and choices under opaque numbers.
    """
    target = folder / _name(at)
    with _half(target) as scratch:
        hit("backup.begun")
        copies = {databases.file_name(alias): scratch / alias for alias in COPIED}
        for alias in COPIED:
            databases.copy(alias, copies[databases.file_name(alias)])
            hit("backup.database")
        _write(scratch / HALF, copies | _media(), at)
        hit("backup.written")
        (scratch / HALF).replace(target)
    hit("backup.finished")
    _drop_old(folder, at)
    return target


def made_since(folder: Path, moment: dt.datetime) -> bool:
    """Whether there is a backup of that moment or a later one; the time is in its name."""
    return any(path.name >= _name(moment) for path in folder.glob(PATTERN))


def back_up_keys(target: Path, *, at: dt.datetime) -> None:
    """Write the key store to one file, over the one before: no older copy may keep keys that were destroyed."""
    with _half(target) as scratch:
        databases.copy(KEPT_APART, scratch / KEPT_APART)
        _write(scratch / HALF, {databases.file_name(KEPT_APART): scratch / KEPT_APART}, at)
        hit("backup.keys_written")
        (scratch / HALF).replace(target)


@contextlib.contextmanager
def _half(target: Path) -> Iterator[Path]:
    """A folder beside the final place, for its owner alone; what a killed backup left there goes first."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in target.parent.glob(f"{SCRATCH}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=SCRATCH) as scratch:
        yield Path(scratch)


def _media() -> dict[str, Path]:
    root = Path(settings.MEDIA_ROOT)
    return {f"media/{path.relative_to(root).as_posix()}": path for path in sorted(root.rglob("*")) if _is_whole(path)}


def _is_whole(path: Path) -> bool:
    return path.is_file() and path.suffix != ".part"


def _write(half: Path, entries: dict[str, Path], at: dt.datetime) -> None:
    manifest: dict[str, Any] = {"format": 1, "made_at": at.isoformat(), "plain": _plain(), "files": {}}
    if head := ledger.head():
        manifest["ledger"] = {"number": head.number, "size": head.size, "root": head.root}
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        with tarfile.open(fileobj=out, mode="w") as archive:
            for name, path in entries.items():
                manifest["files"] |= _add(archive, name, path)
            text = json.dumps(manifest, indent=1, ensure_ascii=False).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
        out.flush()
        os.fsync(out.fileno())


def _add(archive: tarfile.TarFile, name: str, path: Path) -> dict[str, Any]:
    """Add a file and hash the very bytes that were added. One erased meanwhile is simply not there any more."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return {}
    with source:
        info = tarfile.TarInfo(name)
        info.size = os.fstat(source.fileno()).st_size
        digest = _Hashing(source)
        archive.addfile(info, digest)
    return {name: {"sha256": digest.seen.hexdigest(), "size": info.size}}


class _Hashing:
    """A file whose content is hashed while it is read."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self.seen = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece: bytes = self.source.read(size)
        self.seen.update(piece)
        return piece


def _plain() -> list[str]:
    """What can be read in the archive without keys: said, not hidden."""
    return sorted(
        f"{said.label}.{name}"
        for said in datamap.about_people()
        for name, personal in said.personal.items()
        if not personal.category.sealed
    )


def _name(at: dt.datetime) -> str:
    """To the microsecond: a copy takes no other's place."""
    return f"backup-{at:%Y%m%dT%H%M%S.%fZ}.tar"


def _drop_old(folder: Path, at: dt.datetime) -> None:
    limit = at - dt.timedelta(days=settings.PRIVACY_BACKUPS_KEPT_DAYS)
    for path in folder.glob(PATTERN):
        if path.name < _name(limit):
            path.unlink()
