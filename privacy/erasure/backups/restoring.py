"""Putting a backup back: checked whole before anything is touched, and not served before the erased are gone again."""

import datetime as dt
import hashlib
import json
import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from kit.failpoints import hit
from privacy.erasure.backups import databases
from privacy.erasure.backups.making import COPIED, KEPT_APART, MANIFEST
from privacy.erasure.types import BackupRefused

BLOCK = 1024 * 1024


def restore(source: Path, *, at: dt.datetime, overwrite: bool = False) -> dict[str, Any]:
    """Put databases and files back from `source` and return its manifest. The site does not serve until `replay`.

    Raises `BackupRefused`, with nothing touched, when a hash is wrong, something is missing, the engine is another,
    or there is something in place and `overwrite` was not said.
    """
    wanted = [databases.file_name(alias) for alias in COPIED]
    if not overwrite and any(databases.exists(alias) for alias in COPIED):
        raise BackupRefused("there is a site in this place: say --overwrite to replace it")
    with _unpacked(source, wanted) as (folder, manifest):
        _put_media_back(folder / "media")
        hit("restore.media")
        for alias in reversed(COPIED):
            databases.put_back(alias, folder / databases.file_name(alias), at=at)
            hit("restore.database")
    return manifest


def restore_keys(source: Path, *, at: dt.datetime) -> None:
    """Put the key store back. Keys destroyed after that copy was made return: `replay` destroys them again."""
    name = databases.file_name(KEPT_APART)
    with _unpacked(source, [name]) as (folder, _manifest):
        databases.put_back(KEPT_APART, folder / name, at=at)


class _unpacked:  # noqa: N801  used like a function
    """The archive's content in a folder of its own beside the data, every hash checked."""

    def __init__(self, source: Path, wanted: list[str]) -> None:
        self.source, self.wanted = source, wanted

    def __enter__(self) -> tuple[Path, dict[str, Any]]:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        self.scratch = tempfile.TemporaryDirectory(dir=settings.VAR, prefix="restoring-")
        folder = Path(self.scratch.name)
        try:
            return folder, self._checked(folder)
        except BaseException:
            self.scratch.cleanup()
            raise

    def __exit__(self, *_error: object) -> None:
        self.scratch.cleanup()

    def _checked(self, folder: Path) -> dict[str, Any]:
        try:
            with tarfile.open(self.source) as archive:
                _extract(archive, folder)
            manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        except (tarfile.TarError, OSError, ValueError) as error:
            raise BackupRefused(f"{self.source} is no whole backup: {error}") from error
        for name, said in manifest["files"].items():
            if _digest(folder / PurePosixPath(name)) != said["sha256"]:
                raise BackupRefused(f"{name} was changed or damaged")
        if missing := [name for name in self.wanted if name not in manifest["files"]]:
            raise BackupRefused(f"this backup has no {', '.join(missing)}: it is of another engine or of another kind")
        return manifest


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    """Plain files alone, nowhere but below `folder`."""
    for member in archive:
        path = PurePosixPath(member.name)
        content = archive.extractfile(member)
        if content is None or not member.isfile() or path.is_absolute() or ".." in path.parts:
            raise BackupRefused(f"{member.name!r} does not belong into a backup")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            shutil.copyfileobj(content, out, BLOCK)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source:
            while piece := source.read(BLOCK):
                digest.update(piece)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def _put_media_back(folder: Path) -> None:
    root = Path(settings.MEDIA_ROOT)
    for path in folder.rglob("*"):
        if path.is_file():
            target = root / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            shutil.move(path, target)
