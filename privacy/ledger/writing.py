"""The one INSERT that adds an entry."""

import datetime as dt
import secrets
import uuid
from collections.abc import Mapping

from kit.inserting import insert_one
from privacy.ledger import keys, leaves
from privacy.ledger.models import Entry


def write(*, kind: str, about: uuid.UUID | None, facts: Mapping[str, str | int], at: dt.datetime) -> int:
    """Insert the entry with its nonce and the application's mark; returns its id."""
    nonce, stated = secrets.token_hex(16), dict(facts)
    mac = leaves.mac(leaves.stated(kind, about, stated, at, nonce), keys.mac_key())
    number: int = insert_one(Entry(kind=kind, about=about, facts=stated, happened_at=at, nonce=nonce, mac=mac))
    return number
