"""Values that leave the accounts area."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class NotSignedIn(PermissionError):
    """Nobody is signed in."""


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A profile as it may be read now: plain to its person, masked or "" to others."""

    name: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class BookEntry:
    """An entry of the address book, read by its person. `parts` are the fields of the country's form, by name."""

    id: uuid.UUID
    recipient: str
    phone: str
    parts: Mapping[str, str]
    preferred: bool


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a country's address form."""

    name: str
    label: str
    required: bool
    autocomplete: str
    example: str = ""
    suggestions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CheckedParts:
    """What came of checking an address: tidied parts, what must be put right, what merely looks unusual; by field."""

    parts: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)


class AddressForms(Protocol):
    """What knows how addresses are written; registered from above by the area that sends parcels."""

    def countries(self, language: str) -> Sequence[tuple[str, str]]:
        """Code and name of every country that can be chosen, in the language's order."""

    def fields(self, country: str) -> Sequence[FormField]:
        """The form of a country, in its order. Raises LookupError for one that is not served."""

    def check(self, country: str, typed: Mapping[str, str]) -> CheckedParts:
        """What was typed, tidied and checked. Raises LookupError likewise."""

    def lines(self, parts: Mapping[str, str], *, name: str, language: str) -> Sequence[str]:
        """The lines of a letter to `name` at this address."""
