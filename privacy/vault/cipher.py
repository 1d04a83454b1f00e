"""Sealing bytes: AES-256-GCM with the place they belong to as associated data."""

import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 1
NONCE, TAG = 12, 16


class Ciphertext(bytes):
    """Sealed bytes as they rest in a column: version, length of the retention class, class, nonce, text with tag."""

    __slots__ = ()

    @property
    def retention_class(self) -> str:
        """The id of the class whose key seals this."""
        return self[2 : 2 + self[1]].decode()


def looks_sealed(blob: bytes) -> bool:
    """Whether bytes have the shape that `seal` gives them: what was written past the vault does not."""
    if len(blob) < 2 or blob[0] != VERSION:
        return False
    header = blob[2 : 2 + blob[1]]
    return header.isascii() and len(blob) >= 2 + blob[1] + NONCE + TAG


class Forged(ValueError):
    """Sealed bytes were changed, or moved here from another row or column."""


def seal(key: bytes, plain: bytes, *, place: str, person_id: uuid.UUID, retention_class: str) -> Ciphertext:
    """Seal `plain` so that it opens only at `place` (app.Model.field) of this person."""
    header = bytes([VERSION, len(retention_class)]) + retention_class.encode()
    nonce = os.urandom(NONCE)
    return Ciphertext(header + nonce + AESGCM(key).encrypt(nonce, plain, _bound(header, place, person_id)))


def open_sealed(key: bytes | AESGCM, sealed: Ciphertext, *, place: str, person_id: uuid.UUID) -> bytes:
    """The plain bytes; raises `Forged` when they were changed or moved. A key that opens much is set up once."""
    end = 2 + sealed[1]
    header, nonce, text = sealed[:end], sealed[end : end + NONCE], sealed[end + NONCE :]
    try:
        return (AESGCM(key) if isinstance(key, bytes) else key).decrypt(nonce, text, _bound(header, place, person_id))
    except InvalidTag:
        raise Forged(f"{place} does not open: changed or moved") from None


def _bound(header: bytes, place: str, person_id: uuid.UUID) -> bytes:
    return header + place.encode() + person_id.bytes
