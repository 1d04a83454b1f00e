"""Values that leave the erasure room, and its errors."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

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


class NotReplayed(RuntimeError):
    """This database came out of a backup: erased people are in it again, and nothing is served before they are gone."""


class BackupRefused(RuntimeError):
    """A backup cannot be made here, or this one cannot be trusted or may not be put here. Nothing was touched."""
