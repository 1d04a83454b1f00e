"""Who acts, and for what."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from privacy.datamap.lifetimes import End
from privacy.datamap.locks import Published
from privacy.datamap.types import Purpose


class Closed(PermissionError):
    """A value was demanded that the current purpose, role or consent does not open."""


class NotYet(Closed):
    """The purpose, recipient or clock is announced for later, or not at all: it stays locked."""


class Barred(Closed):
    """This member of staff may not act at present: suspended, or without valid training."""


class NotAllowed(PermissionError):
    """A decision by the wrong person: the one who asked, or somebody whose post may not decide it."""


class TooLate(LookupError):
    """A proposal that was decided already, has expired, or never was."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: a person for themselves, a member of staff in a role, or a named part of the program."""

    kind: str
    id: str
    role: str = ""

    @classmethod
    def person(cls, person_id: uuid.UUID) -> "Actor":
        """The data subject."""
        return cls("person", str(person_id))

    @classmethod
    def staff(cls, account_id: uuid.UUID, role: str) -> "Actor":
        """An employee, by account and post."""
        return cls("staff", str(account_id), role)

    @classmethod
    def system(cls, name: str) -> "Actor":
        """A job of the program, by its name."""
        return cls("system", name)


@dataclass(slots=True)
class Acting:
    """One stretch of work for one purpose. `openings` gathers what was opened, per person, until it ends.

    `self_id`: who reads their own data. `promised`: the notice in force, None before launch. `needs_consent`: by the
    code or by that notice. `uses`: whether purpose, role and notice open a place (app.Model.field).
    `ends`: when what stands at a place is over.
    """

    purpose: Purpose
    by: Actor
    at: dt.datetime
    reason: str = ""
    own: frozenset[uuid.UUID] | None = None
    self_id: uuid.UUID | None = None
    promised: Published | None = None
    needs_consent: bool = False
    uses: dict[str, bool] = field(default_factory=dict)
    ends: dict[str, End] = field(default_factory=dict)
    openings: dict[uuid.UUID, set[str]] = field(default_factory=dict)
    consents: dict[uuid.UUID, bool] = field(default_factory=dict)
    scratch: dict[object, object] = field(default_factory=dict)
