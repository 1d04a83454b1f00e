"""The ledger's signing key: 32 random bytes in a file that only its owner can read."""

import functools
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from privacy.ledger.models import Entry


class KeyLost(Exception):
    """The ledger has entries, but its key file is gone."""


def path() -> Path:
    """Where the key lies."""
    return Path(settings.PRIVACY_LEDGER_KEY_FILE)


def create() -> None:
    """Make the key and export the verifying key beside it, unless they are there. Raises KeyLost."""
    if path().exists():
        return
    if Entry.objects.exists():
        raise KeyLost(f"{path()} is gone: put it back from its backup; a new one would disown the ledger")
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_once(path(), secrets.token_hex(32), 0o600)
    public = Ed25519PrivateKey.from_private_bytes(_seed(str(path()))).public_key().public_bytes_raw().hex()
    _write_once(path().with_suffix(".public"), public, 0o644)


def _write_once(target: Path, text: str, mode: int) -> None:
    """Linked into place when complete: of two that start at once the first wins and nobody reads half a key."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    draft.touch(mode=mode)
    draft.write_text(text + "\n")
    try:
        os.link(draft, target)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


@functools.cache
def _seed(file: str) -> bytes:
    return bytes.fromhex(Path(file).read_text())


def _loaded_seed() -> bytes:
    try:
        return _seed(str(settings.PRIVACY_LEDGER_KEY_FILE))
    except FileNotFoundError:
        create()
        return _seed(str(path()))


def signing_key() -> Ed25519PrivateKey:
    """Signs checkpoints. Raises KeyLost."""
    return Ed25519PrivateKey.from_private_bytes(_loaded_seed())


def verifying_key() -> Ed25519PublicKey:
    """Proves checkpoints. Raises KeyLost."""
    return signing_key().public_key()


def mac_key() -> bytes:
    """Marks entries as written by the application. Raises KeyLost."""
    return _derived(_loaded_seed())


@functools.cache
def _derived(seed: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"privacy ledger entries").derive(seed)
