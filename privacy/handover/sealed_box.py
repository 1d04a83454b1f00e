"""A stream that the holder of one private key alone can open: X25519, HKDF-SHA256, AES-256-GCM in numbered chunks.

Layout: 8 bytes magic, 32 bytes of a fresh public key, then chunks of 64 KiB and a tag each. A chunk's nonce is its
number and a mark on the last, so that none can be left out, moved or cut off. `docs/handover.md` tells how to open it.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"SJHAND01"
CHUNK = 64 * 1024
TAG = 16
KEY = 32


class CannotOpen(ValueError):
    """Another key, or a package that was changed or cut off."""


def seal(content: Iterable[bytes], receiver: bytes) -> Iterator[bytes]:
    """Encrypt a stream for the X25519 public key `receiver` (32 bytes), a chunk at a time."""
    own = X25519PrivateKey.generate()
    public = own.public_key().public_bytes_raw()
    cipher = _cipher(own.exchange(X25519PublicKey.from_public_bytes(receiver)), public, receiver)
    yield MAGIC + public
    number, held = 0, b""
    for part in content:
        held += part
        while len(held) > CHUNK:
            yield cipher.encrypt(_nonce(number, last=False), held[:CHUNK], None)
            number, held = number + 1, held[CHUNK:]
    yield cipher.encrypt(_nonce(number, last=True), held, None)


def unseal(package: BinaryIO, private: bytes) -> Iterator[bytes]:
    """Decrypt a stream with the receiver's private key (32 bytes). Raises `CannotOpen`."""
    own = X25519PrivateKey.from_private_bytes(private)
    head = package.read(len(MAGIC) + KEY)
    if not head.startswith(MAGIC) or len(head) != len(MAGIC) + KEY:
        raise CannotOpen("no package of ours")
    public = head[len(MAGIC) :]
    receiver = own.public_key().public_bytes_raw()
    cipher = _cipher(own.exchange(X25519PublicKey.from_public_bytes(public)), public, receiver)
    number, chunk = 0, package.read(CHUNK + TAG)
    while True:
        following = package.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), chunk, None)
        except InvalidTag as error:
            raise CannotOpen("another key, or the package was changed or cut off") from error
        if not following:
            return
        number, chunk = number + 1, following


def _cipher(shared: bytes, public: bytes, receiver: bytes) -> AESGCM:
    info = b"shijiang handover 1" + public + receiver
    return AESGCM(HKDF(algorithm=hashes.SHA256(), length=KEY, salt=None, info=info).derive(shared))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
