"""What every provider can do, and the values it speaks in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kit.money import Money


class ProviderUnavailable(Exception):
    """No answer, or an answer that says nothing: whether the work was done is unknown."""


class ProviderRefused(Exception):
    """A definite no; nothing was done. The message is the provider's code."""


class Forged(Exception):
    """A message whose origin or age is not proved."""


class Truth(StrEnum):
    """What a provider knows of a payment."""

    OPEN = "open"
    PENDING = "pending"
    FAILED = "failed"
    CAPTURED = "captured"


@dataclass(frozen=True, slots=True)
class Wish:
    """A payment to be opened. `key` makes a repetition the same payment."""

    amount: Money
    reference: str
    payee: str
    return_url: str
    language: str
    key: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A payment page exists."""

    ref: str
    redirect_url: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A refund that was made. `key` is ours if we asked for it."""

    id: str
    amount: Money
    key: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What a payment is for, as the provider tells it."""

    ref: str
    amount: Money
    reference: str
    payee: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A payment as the provider sees it now. `failure` says why it failed: failed, cancelled or expired."""

    claims: Claims
    truth: Truth
    captured: Money
    failure: str
    refunds: tuple[Returned, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A genuine message: it happened, once, as `event_id`."""

    event_id: str
    kind: str
    claims: Claims


class Provider(Protocol):
    """One payment provider."""

    def create(self, wish: Wish) -> Opened:
        """Open a payment. Raises ProviderUnavailable, ProviderRefused."""

    def retrieve(self, ref: str) -> Snapshot:
        """Read a payment. Raises ProviderUnavailable, ProviderRefused."""

    def refund(self, ref: str, amount: Money, key: str) -> Returned:
        """Give money back, once per key. Raises ProviderUnavailable, ProviderRefused."""

    def parse_webhook(self, body: bytes, headers: Mapping[str, str], at: dt.datetime) -> Message:
        """Prove origin and age of the raw body, then read it. Raises Forged."""
