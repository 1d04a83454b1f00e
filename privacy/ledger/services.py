"""Writing evidence."""

import datetime as dt
import secrets
import uuid
from collections.abc import Mapping

from kit.opaque import is_opaque
from privacy.ledger import keys, leaves
from privacy.ledger.models import Entry

LONGEST_FACT = 128


def append(*, kind: str, about: uuid.UUID | None, facts: Mapping[str, str | int], at: dt.datetime) -> int:
    """Record that something was done: one INSERT in the transaction of the act. Returns the entry's id.

    `kind` reads like `consent.given`; `about` is the person's id; `facts` are opaque ids, codes, hashes and counts,
    never a personal value. Raises ValueError for anything else, KeyLost when the ledger's key file has gone.
    """
    for label, value in {"kind": kind, **facts}.items():
        if not (is_opaque(label) and is_opaque(value, longest=LONGEST_FACT)):
            raise ValueError(f"ledger fact {label!r} must be an int or an opaque ASCII id of at most {LONGEST_FACT}")
    nonce = secrets.token_hex(16)
    mac = leaves.mac(leaves.stated(kind, about, facts, at, nonce), keys.mac_key())
    entry = Entry(kind=kind, about=about, facts=dict(facts), happened_at=at, nonce=nonce, mac=mac)
    entry.save()
    return entry.pk


def create_key() -> None:
    """Make the signing key at set-up, unless it is there. Raises KeyLost when the ledger's key file has gone."""
    keys.create()
