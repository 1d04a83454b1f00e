"""The plan for the day data leaks, as data; where data leaked; how sending stands."""

import datetime as dt
import enum
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacy.datamap.types import Category, Text

if TYPE_CHECKING:
    from privacy.incidents.models import Filing


class Misstep(ValueError):
    """A step out of its order, or one that this incident does not have."""


class Remedy(enum.Enum):
    """What helps those concerned. Each is done once for each of them, however often it is asked for."""

    SIGN_OUT = "sign-out"
    NEW_PASSWORD = "new-password"  # noqa: S105 - the name of a remedy
    MONITORING = "monitoring"
    ROTATE_KEYS = "rotate-keys"


class Channel(enum.StrEnum):
    """How a notice reaches somebody. Whoever nothing reaches still finds it in "My data"."""

    MAIL = "mail"
    TEXT = "text"


class Audience(enum.Enum):
    """Who hears of a step: the keepers by an alarm, those concerned by their notices, authorities by the report."""

    KEEPERS = "keepers"
    CONCERNED = "concerned"
    AUTHORITIES = "authorities"


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who is woken: the number of their account, the person they are, the language they read."""

    account: str
    person_id: uuid.UUID
    language: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of incident: what people are told that happened, and what they can do themselves."""

    id: str
    title: Text
    happened: Text
    advice: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the plan: what to do, in words for three in the morning; which posts may; who is told of it."""

    id: str
    title: Text
    words: Text
    roles: tuple[str, ...]
    tells: Audience | None = None


@dataclass(frozen=True, slots=True)
class Severity:
    """A level, and from when it holds: any of these kinds of data, or so many people. The first that holds counts."""

    id: str
    title: Text
    categories: tuple[Category, ...] = ()
    people: int = 0
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Regulator:
    """An authority to report to: how it is reached and within how many hours of our knowing."""

    id: str
    title: Text
    address: str
    hours: int


@dataclass(frozen=True, slots=True)
class Clock:
    """One authority's clock: until when it wants to know of an incident, and what was noted of it."""

    regulator: Regulator
    due_at: dt.datetime
    filing: "Filing | None"


@dataclass(frozen=True, slots=True)
class Drill:
    """How drills are made: how many made-up people, at which addresses, how often at least."""

    people: int
    address: str
    every: dt.timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. `within` is clock time from the moment we know.

    Keepers are woken again when only as much is left of it as `reminders` say; 0 is the moment it is over. After
    `alone_after` without a second keeper, whoever proposed the notices may send them alone, as an emergency.
    """

    within: dt.timedelta
    reminders: tuple[dt.timedelta, ...]
    alone_after: dt.timedelta
    kinds: tuple[Kind, ...]
    steps: tuple[Step, ...]
    severities: tuple[Severity, ...]
    regulators: tuple[Regulator, ...]
    drill: Drill


@dataclass(frozen=True, slots=True)
class Scope:
    """Where data leaked: whole stores (model labels), what an actor opened, what went to a recipient."""

    stores: Sequence[str] = ()
    actors: Sequence[str] = ()
    recipients: Sequence[str] = ()

    def as_dict(self) -> dict[str, list[str]]:
        """For keeping."""
        return {"stores": list(self.stores), "actors": list(self.actors), "recipients": list(self.recipients)}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was named."""
        return not (self.stores or self.actors or self.recipients)


@dataclass(frozen=True, slots=True)
class Progress:
    """How handing over stands: everybody concerned, who was reached how, who cannot be, refusals, retries."""

    people: int
    waiting: int
    unreached: int
    bounced: int
    retried: int
    by_channel: Mapping[str, int] = field(default_factory=dict)

    @property
    def handed(self) -> int:
        """How many notices were handed over."""
        return sum(self.by_channel.values())
