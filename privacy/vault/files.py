"""Sealed files: 64 KiB chunks of AES-256-GCM, numbered and closed by a last-chunk mark so that none can be cut."""

import datetime as dt
import itertools
import os
import secrets
import uuid
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from privacy.access import services as access
from privacy.access.types import Closed
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Personal, Purpose, RetentionClass
from privacy.datamap.vocabulary import FILE, SELF
from privacy.vault import keyring
from privacy.vault.cipher import Forged
from privacy.vault.models import SealedFile
from privacy.vault.types import Expired

CHUNK = 64 * 1024
TAG = 16
PREFIX = 7
PLACE = "privacy_vault.SealedFile.content"


def store(
    content: Iterable[bytes],
    *,
    person_id: uuid.UUID,
    name: str,
    media_type: str,
    purpose: Purpose,
    kept: RetentionClass,
    at: dt.datetime,
) -> SealedFile:
    """Seal `content` to disk for one purpose until the clock `kept` ends. The file appears whole or not at all."""
    key = keyring.key_for_sealing(person_id, kept.id)
    relative = f"sealed/{secrets.token_hex(1)}/{secrets.token_hex(16)}"
    target = Path(settings.MEDIA_ROOT) / relative
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    half = target.with_suffix(".part")
    try:
        with half.open("wb") as out:
            size = _write(out, content, AESGCM(key.secret), person_id)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:  # a full disk above all: what did not fit makes room at once
        half.unlink(missing_ok=True)
        raise
    half.rename(target)
    return SealedFile.objects.create(
        person_id=person_id,
        path=relative,
        name=name,
        media_type=media_type,
        size=size,
        purpose=purpose.id,
        retention_class=kept.id,
        created_at=at,
        expires_at=locks.period(kept, at).after(at),
    )


def chunks(file: SealedFile) -> Iterator[bytes]:
    """The plain content, chunk by chunk; raises `Closed` when the current purpose is not the file's.

    Raises `Expired` for a file past its day that the sweep has not yet taken off the disk.
    """
    if access.is_over(file, file._meta.label):
        raise Expired(PLACE)
    key = keyring.key_for_opening(file.person_id, file.retention_class)
    said = Personal(FILE, for_=[datamap.purpose(file.purpose)])
    if not access.may_open(said, person_id=file.person_id, locked=key.locked):
        raise Closed(f"{PLACE} is open for {file.purpose} and {SELF.id} alone")
    access.note_opening(person_id=file.person_id, field=PLACE)
    return _read(Path(settings.MEDIA_ROOT) / file.path, AESGCM(key.secret), file.person_id)


def destroy(files: Iterable[SealedFile]) -> int:
    """Remove these files from disk and from the register; a file already gone counts as removed."""
    count = 0
    for file in files:
        (Path(settings.MEDIA_ROOT) / file.path).unlink(missing_ok=True)
        file.delete()
        count += 1
    return count


def let_go(files: Iterable[SealedFile]) -> None:
    """Remove these files from the register now and from disk once that is committed; undone, nothing is lost.

    What a crash leaves on disk between the two has no row, and goes with the next sweep.
    """
    for file in files:
        place = Path(settings.MEDIA_ROOT) / file.path
        file.delete()
        transaction.on_commit(partial(place.unlink, missing_ok=True))


def _write(out: BinaryIO, content: Iterable[bytes], aead: AESGCM, person_id: uuid.UUID) -> int:
    prefix, size = os.urandom(PREFIX), 0
    out.write(prefix)
    blocks = _blocks(content)
    current = next(blocks, b"")
    for number in itertools.count():
        following = next(blocks, None)
        nonce = prefix + number.to_bytes(4) + bytes([following is None])
        out.write(aead.encrypt(nonce, current, PLACE.encode() + person_id.bytes))
        size += len(current)
        if following is None:
            return size
        current = following
    raise AssertionError("a file ends")


def _blocks(content: Iterable[bytes]) -> Iterator[bytes]:
    buffer = bytearray()
    for piece in content:
        buffer += piece
        while len(buffer) >= CHUNK:
            yield bytes(buffer[:CHUNK])
            del buffer[:CHUNK]
    if buffer:
        yield bytes(buffer)


def _read(path: Path, aead: AESGCM, person_id: uuid.UUID) -> Iterator[bytes]:
    with path.open("rb") as source:
        prefix = source.read(PREFIX)
        current = source.read(CHUNK + TAG)
        for number in itertools.count():
            following = source.read(CHUNK + TAG)
            nonce = prefix + number.to_bytes(4) + bytes([not following])
            try:
                yield aead.decrypt(nonce, current, PLACE.encode() + person_id.bytes)
            except InvalidTag:
                raise Forged("a sealed file does not open: changed, cut or moved") from None
            if not following:
                return
            current = following
