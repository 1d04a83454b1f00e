"""Signed heads of the tree."""

import datetime as dt

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from privacy.ledger import keys
from privacy.ledger.models import Checkpoint
from privacy.ledger.types import Head


def text(checkpoint: Checkpoint) -> str:
    """The words that are signed, one fact a line."""
    sealed_at = checkpoint.sealed_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return f"privacy-ledger/1\n{checkpoint.number}\n{checkpoint.size}\n{checkpoint.root}\n{sealed_at}\n"


def sign(*, number: int, size: int, root: bytes, at: dt.datetime) -> Checkpoint:
    """A signed checkpoint, not yet saved."""
    checkpoint = Checkpoint(number=number, size=size, root=root.hex(), sealed_at=at)
    checkpoint.signature = keys.signing_key().sign(text(checkpoint).encode()).hex()
    return checkpoint


def is_signed(checkpoint: Checkpoint, key: Ed25519PublicKey) -> bool:
    """Whether the signature is ours, over exactly these words."""
    try:
        key.verify(bytes.fromhex(checkpoint.signature), text(checkpoint).encode())
    except (InvalidSignature, ValueError, AttributeError):  # spoilt hex, spoilt date
        return False
    return True


def head(checkpoint: Checkpoint) -> Head:
    """The checkpoint as it may be shown and handed out."""
    return Head(
        checkpoint.number,
        checkpoint.size,
        checkpoint.root,
        checkpoint.sealed_at,
        checkpoint.signature,
        text(checkpoint),
    )
