"""Writing evidence, sealing it, letting its oldest part expire."""

import datetime as dt
import uuid
from collections.abc import Mapping

from kit.opaque import is_forbidden, is_opaque
from privacy.ledger import keys, sealing, writing

LONGEST_FACT = 128
OWN_KINDS = "ledger."


def append(*, kind: str, about: uuid.UUID | None, facts: Mapping[str, str | int], at: dt.datetime) -> int:
    """Record that something was done: one INSERT in the transaction of the act. Returns the entry's id.

    `kind` reads like `consent.given`; `about` is the person's id; `facts` are opaque ids, codes, hashes and counts,
    never a personal value or a card's number. Raises ValueError for anything else, KeyLost when the ledger's key
    file has gone.
    """
    if kind.startswith(OWN_KINDS):
        raise ValueError("only the ledger itself writes about the ledger")
    for label, value in {"kind": kind, **facts}.items():
        if is_forbidden(label):
            raise ValueError(f"ledger fact {label!r}: card numbers, card codes and biometric templates exist nowhere")
        if not (is_opaque(label) and is_opaque(value, longest=LONGEST_FACT)):
            raise ValueError(f"ledger fact {label!r} must be an int or an opaque ASCII id of at most {LONGEST_FACT}")
    return writing.write(kind=kind, about=about, facts=facts, at=at)


def create_key() -> None:
    """Make the signing key at set-up, unless it is there. Raises KeyLost when the ledger's key file has gone."""
    keys.create()


def seal(*, at: dt.datetime) -> int:
    """Seal what waits into the tree, sign the new head, write it to the anchor. Returns how many entries were sealed.

    Raises LedgerBroken when the tree is no longer what was signed: then nothing is built on it.
    """
    return sealing.seal(at=at)


def sign(*, label: str, words: bytes) -> str:
    """Sign a public statement with the ledger's key; hex. The label keeps it from being taken for a checkpoint."""
    if label.startswith("privacy-ledger"):
        raise ValueError("only the ledger itself signs checkpoints")
    return keys.signing_key().sign(label.encode() + b"\n" + words).hex()


def expire(*, before: dt.datetime, at: dt.datetime) -> int:
    """Delete the sealed entries from the beginning up to the first that is not older than `before`; returns how many.

    Their hashes stay, so the rest still verifies; that they expired is itself an entry. Resumable.
    """
    return sealing.expire(before=before, at=at)
