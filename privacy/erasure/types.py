"""Values that leave the erasure room, and its errors."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Text


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows that law wants kept after an erasure, locked: what they are, which law, until when at the latest."""

    title: Text
    law: Text
    count: int
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """The receipt of one store."""

    name: str
    facts: Mapping[str, int | str]
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an erasure has come."""

    reference: str
    begun_at: dt.datetime
    finished_at: dt.datetime | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Treated:
    """How many rows were deleted, and how many stay, emptied."""

    deleted: int = 0
    emptied: int = 0

    def __add__(self, other: "Treated") -> "Treated":
        return Treated(self.deleted + other.deleted, self.emptied + other.emptied)


class Fault(TextChoices):
    """Why a copy does not prove what it should."""

    NO_COPY = "no-copy", _("there was no copy to try")
    NO_PLACE = "no-place", _("no place could be made to try it in")
    REFUSED = "refused", _("it could not be put back")
    SERVED = "served", _("it would have been served with the erased in it")
    STUCK = "stuck", _("it stays shut after the erased are gone")
    READABLE = "readable", _("something of the erased could be read")
    VALUES = "values", _("sealed values do not open")
    LEDGER = "ledger", _("the ledger does not fit")
    PAGES = "pages", _("pages do not answer")


@dataclass(frozen=True, slots=True)
class Tried:
    """One copy that was put back elsewhere: when it was made, who was in it, how long it took."""

    name: str
    made_at: dt.datetime | None
    people: int
    back: int
    readable: int
    seconds: float
    fault: Text


@dataclass(frozen=True, slots=True)
class Proof:
    """One trial of the newest and the oldest copy. `fault` is empty when nobody erased is back."""

    id: str
    at: dt.datetime
    seconds: float
    copies: tuple[Tried, ...]
    fault: Text
    digest: str


class NotReplayed(RuntimeError):
    """This database came out of a backup: erased people are in it again, and nothing is served before they are gone."""


class BackupRefused(RuntimeError):
    """A backup cannot be made here, or this one cannot be trusted or may not be put here. Nothing was touched."""
