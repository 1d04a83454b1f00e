"""What the register of browser storage knows of each item."""

import enum
from dataclasses import dataclass

from django.utils.translation import gettext as _

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

    @property
    def key(self) -> str:
        """How a version of the notice names it, such as `cookie:ground`."""
        return f"{self.place.value}:{self.name}"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the notice in words."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ClauseDiff:
    """How one clause differs between two versions: `kind` is new, gone or changed; pieces are (same|new|gone, text)."""

    key: str
    title: str
    kind: str
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """One difference between two versions' declarations, found by the machine. `grows`: it must be explained."""

    key: str
    kind: str
    subject: str
    before: str
    after: str
    grows: bool


class Moved(RuntimeError):
    """A store of ours rests elsewhere than the notice in force tells."""


class TooEarly(ValueError):
    """The effective date lies less than 15 full days after publication."""


class NotReady(ValueError):
    """The draft is not complete: what is missing, as sentences for its author."""


class Launched(RuntimeError):
    """The site is launched: its notice changes by an announced version alone."""


class Unregistered(RuntimeError):
    """Something would be kept in the browser that the register does not list."""


def titled(title: str, text: str) -> str:
    """A title and what is said under it as one run of sentences, in the active language."""
    return _("%(title)s. %(text)s") % {"title": title, "text": text}
