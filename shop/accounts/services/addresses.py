"""The address book."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from privacy.children import services as children
from shop.accounts import addressing
from shop.accounts.models import BookAddress
from shop.accounts.services.profile import PROFILES
from shop.accounts.types import AddressForms

MOST = 20


class BookFull(ValueError):
    """An address book holds twenty entries."""


def use_address_forms(forms: AddressForms) -> None:
    """Tell the address book how addresses are written. Called once, while the apps start, by who sends parcels."""
    addressing.forms = forms


def keep_address(
    *,
    person_id: uuid.UUID,
    recipient: str,
    phone: str,
    parts: Mapping[str, str],
    preferred: bool,
    at: dt.datetime,
    entry_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Add an entry to a person's address book, or rewrite the entry `entry_id` of theirs. Returns its id.

    `parts` are checked parts by field name, country included. The first entry is preferred whatever is said. Raises
    BookFull, or LookupError when the entry is not theirs.
    """
    book = BookAddress.objects.filter(person_id=person_id)
    with transaction.atomic():
        row = book.filter(pk=entry_id).first() if entry_id else BookAddress(person_id=person_id)
        if row is None:
            raise LookupError("no such entry in this address book")
        others = book.exclude(pk=row.pk)
        count = others.count()
        if count >= MOST:
            raise BookFull
        row.preferred = preferred or not count
        if row.preferred:
            others.update(preferred=False)
        row.recipient, row.phone, row.parts, row.changed_at = recipient, phone or None, dict(parts), at
        row.save()
        text = "\n".join([recipient, *parts.values()])
        source = f"{row.pk}:{at:%Y%m%d%H%M%S}"
        children.watch(person_id=person_id, text=text, channel=PROFILES, source=source, at=at)
    return row.pk


def remove_address(*, person_id: uuid.UUID, entry_id: uuid.UUID) -> bool:
    """Forget an entry of a person's address book. False when it is not theirs."""
    mine = BookAddress.objects.filter(person_id=person_id, pk=entry_id)
    if not mine.exists():
        return False
    mine.delete()
    return True
