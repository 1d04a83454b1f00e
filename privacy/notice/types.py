"""What the register of browser storage knows of each item."""

import enum
from dataclasses import dataclass

from privacy.datamap.types import Text


class Place(enum.Enum):
    """Where in the browser something is kept."""

    COOKIE = "cookie"
    LOCAL = "local storage"
    TAB = "session storage"


@dataclass(frozen=True, slots=True)
class Stored:
    """One cookie or storage key: its place, what it is for, what it holds and for how long."""

    name: str
    place: Place
    purpose: Text
    content: Text
    lifetime: Text
    necessary: bool


class Unregistered(RuntimeError):
    """Something would be kept in the browser that the register does not list."""
