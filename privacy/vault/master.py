"""The master key: a file only its owner may read, the environment, or a key service behind the same two verbs."""

import base64
import functools
import hashlib
import os
import secrets
import stat
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings

from privacy.vault.types import KeystoreError


class MasterKey(Protocol):
    """What wraps every other key. A cloud key service implements the same three members."""

    @property
    def id(self) -> str: ...

    def wrap(self, key: bytes) -> bytes: ...

    def unwrap(self, wrapped: bytes) -> bytes: ...


class LocalMasterKey:
    """A 256-bit master key in memory (RFC 3394 key wrap)."""

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:
            raise KeystoreError("the master key must be 32 bytes, in base64")
        self._key = key
        self.id = hashlib.sha256(b"master key id" + key).hexdigest()[:16]

    def wrap(self, key: bytes) -> bytes:
        return aes_key_wrap(self._key, key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """The wrapped key; raises `KeystoreError` when this is not the master key it was wrapped with."""
        try:
            return aes_key_unwrap(self._key, wrapped)
        except InvalidUnwrap:
            raise KeystoreError("this master key does not open the key store") from None


def load() -> LocalMasterKey:
    """The configured master key; raises `KeystoreError` when there is none or its file is readable by others."""
    if encoded := os.environ.get("SHIJIANG_MASTER_KEY"):
        return LocalMasterKey(base64.b64decode(encoded))
    path = Path(settings.PRIVACY_MASTER_KEY_FILE)
    if not path.exists():
        raise KeystoreError(f"no master key: {path} is missing and SHIJIANG_MASTER_KEY is not set")
    return _read(path, path.stat().st_mtime_ns)


def find(master_id: str) -> MasterKey:
    """The master key some key was wrapped by: the present one, or while a rotation runs the one it replaces."""
    present = load()
    if present.id == master_id:
        return present
    old = replaced(Path(settings.PRIVACY_MASTER_KEY_FILE))
    if old.exists() and (former := _read(old, old.stat().st_mtime_ns)).id == master_id:
        return former
    raise KeystoreError("this master key does not open the key store")


def replaced(path: Path) -> Path:
    """Where the master key lies that a rotation is replacing."""
    return path.with_suffix(".old")


@functools.lru_cache(maxsize=4)
def _read(path: Path, _changed_at: int) -> LocalMasterKey:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeystoreError(f"{path} can be read by others: chmod 600 it")
    return LocalMasterKey(base64.b64decode(path.read_text()))


def create(path: Path) -> None:
    """Write a new master key to `path`, mode 0600. Never overwrites."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(secrets.token_bytes(32)).decode())
