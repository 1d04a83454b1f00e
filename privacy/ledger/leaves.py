"""The bytes of an entry that are hashed: canonical JSON, bound to the application by a keyed hash."""

import datetime as dt
import hmac
import json
import uuid

from privacy.ledger.models import Entry


def stated(kind: str, about: uuid.UUID | None, facts: dict[str, str | int], at: dt.datetime, nonce: str) -> bytes:
    """What an entry states. The nonce keeps the hash of an expired entry from being guessed."""
    written: dt.datetime | None = at  # SQLite reads a spoilt date as None: it must not match, but it may not crash
    parts = {
        "about": str(about) if about else None,
        "at": written.astimezone(dt.UTC).isoformat(timespec="microseconds") if written else None,
        "facts": facts,
        "kind": kind,
        "nonce": nonce,
    }
    return json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()


def mac(statement: bytes, key: bytes) -> str:
    """Proof that the application wrote the statement: an entry put in by plain SQL has none."""
    return hmac.digest(key, statement, "sha256").hex()


def leaf_bytes(entry: Entry) -> bytes:
    """The leaf of the Merkle tree: what the entry states, its keyed hash, its number; blanks between."""
    return _statement(entry) + f" {entry.mac} {entry.pk}".encode()


def is_ours(entry: Entry, key: bytes) -> bool:
    """Whether the application wrote this entry exactly so."""
    return hmac.compare_digest(mac(_statement(entry), key), entry.mac)


def _statement(entry: Entry) -> bytes:
    return stated(entry.kind, entry.about, entry.facts, entry.happened_at, entry.nonce)
