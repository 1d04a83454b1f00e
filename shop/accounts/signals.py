"""Facts of the accounts area, sent inside the transaction that records them."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class AccountOpened:
    """Somebody signed up, in this language; their address is not confirmed yet."""

    account_id: uuid.UUID
    person_id: uuid.UUID
    language: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class AddressProved:
    """A person showed that an e-mail address is theirs; `joined` guests with that address are now one with them."""

    person_id: uuid.UUID
    joined: int
    at: dt.datetime


# `sender=None, fact=AccountOpened(…)`
account_opened = Signal()
# `sender=None, fact=AddressProved(…)`
address_proved = Signal()
