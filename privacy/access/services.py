"""Acting for a purpose: the only way to plain text."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from contextvars import ContextVar

from django.db import DatabaseError
from django.db.models import Model

from privacy.access import recording, registry
from privacy.access.four_eyes import decide, on_approval, propose
from privacy.access.types import Acting, Actor, Barred, NotYet
from privacy.consent import queries as consent
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.lifetimes import end_of
from privacy.datamap.types import Personal, Purpose
from privacy.datamap.vocabulary import LEGAL_DUTY, SELF
from privacy.people import queries as people

__all__ = [
    "acting",
    "current",
    "decide",
    "expect",
    "is_over",
    "may_open",
    "note_opening",
    "on_approval",
    "propose",
    "refuse_the_barred",
    "unopposed",
]

_current: ContextVar[Acting | None] = ContextVar("privacy_acting", default=None)
_unopposed: ContextVar[Actor | None] = ContextVar("privacy_unopposed", default=None)


@contextlib.contextmanager
def acting(purpose: Purpose, *, by: Actor, at: dt.datetime, reason: str = "") -> Iterator[Acting]:
    """Work for `purpose` as `by`: fields declared for it open, everything else stays masked.

    Staff give a `reason`: a short reference such as an order number, never a name. What was opened is written down when
    the block ends, one row a person, except by persons reading their own data (`SELF`); so the block must not stand
    inside a transaction that may roll back. Raises `ValueError` when staff name no reason, or when `SELF` is claimed by
    anybody but a person. Raises `NotYet` for a purpose the notice in force does not know, and `Barred` when this member
    of staff may not act at present.
    """
    if by.kind == "staff" and not reason:
        raise ValueError("staff open personal data for a reason: pass reason=")
    if (purpose == SELF) != (by.kind == "person"):
        raise ValueError("SELF is for persons, and persons act for SELF")
    promised = locks.published(at)
    if not locks.allows(promised, purpose):
        raise NotYet(f"{purpose.id} is not announced, or its notice is not in force yet")
    if by != _unopposed.get():
        refuse_the_barred(by, at=at)
    self_id = uuid.UUID(by.id) if by.kind == "person" else None
    scope = Acting(
        purpose=purpose,
        by=by,
        at=at,
        reason=reason,
        self_id=self_id,
        promised=promised,
        needs_consent=locks.rests_on_consent(purpose, at),
    )
    token = _current.set(scope)
    try:
        yield scope
    except BaseException:
        # In a transaction that is broken already nothing can be written, and the first error is the one to show.
        with contextlib.suppress(DatabaseError):
            _record(scope)
        raise
    else:
        _record(scope)
    finally:
        _current.reset(token)


@contextlib.contextmanager
def unopposed(by: Actor) -> Iterator[None]:
    """For one request whose guard has just found that nothing speaks against `by`: acting does not ask again in it."""
    token = _unopposed.set(by)
    try:
        yield
    finally:
        _unopposed.reset(token)


def refuse_the_barred(by: Actor, *, at: dt.datetime) -> None:
    """Raise `Barred` when something speaks against this member of staff acting now: looked up, never kept."""
    if by.kind == "staff" and (why := registry.objection(by, at)):
        raise Barred(why)


def current() -> Acting | None:
    """The stretch of work we are in, if any."""
    return _current.get()


def may_open(said: Personal, *, person_id: uuid.UUID, locked: bool, place: str = "") -> bool:
    """Whether the current stretch of work may read a field declared as `said`. `locked`: only law keeps it.

    `place` (app.Model.field): what the notice in force has said of this field holds too.
    """
    scope = _current.get()
    if scope is None:
        return False
    if scope.self_id is not None:
        return _is_own(scope, scope.self_id, person_id)
    if locked and scope.purpose != LEGAL_DUTY:
        return False
    return _use_open(scope, said, place) and _consented(scope, person_id)


def is_over(row: Model, place: str) -> bool:
    """Whether the clock of a row (`place`: app.Model), or of one of its personal fields (app.Model.field), has ended.

    What is over is shown to nobody, its own person included, however late the sweep is. Law is no exception: its
    clock is the row's. Clocks are looked up once for each field of a page.
    """
    scope = _current.get()
    if scope is None:
        return False
    end = scope.ends.get(place)
    if end is None:
        said = datamap.declaration(row._meta.concrete_model or type(row))
        end = scope.ends[place] = end_of(said, place.removeprefix(said.label).removeprefix("."), scope.at)
    return end.has_come_for(row)


def note_opening(*, person_id: uuid.UUID, field: str) -> None:
    """Remember that `field` (app.Model.field) of a person was read; written when the stretch of work ends."""
    scope = _current.get()
    if scope is not None and scope.self_id is None:
        scope.openings.setdefault(person_id, set()).add(field)


def expect(person_ids: Iterable[uuid.UUID]) -> None:
    """Fetch in one query the consents a page of rows will need."""
    scope = _current.get()
    if scope is None or not scope.needs_consent:
        return
    missing = [one for one in person_ids if one not in scope.consents]
    granted = consent.standing(missing, purpose=scope.purpose, at=scope.at)
    scope.consents.update({one: one in granted for one in missing})


def _is_own(scope: Acting, own: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Whether the number is the person's own, or that of somebody merged into them: asked for when first met."""
    if person_id != own and scope.own is None:
        scope.own = people.identities(own)
    return person_id == own or person_id in (scope.own or ())


def _use_open(scope: Acting, said: Personal, place: str) -> bool:
    """What is the same for every row: asked once for each field of a page."""
    known = scope.uses.get(place)
    if known is None:
        known = scope.purpose in said.for_ and _role_may(scope) and _announced(scope, said, place)
        if place:
            scope.uses[place] = known
    return known


def _role_may(scope: Acting) -> bool:
    if scope.by.kind != "staff":
        return scope.by.kind == "system"
    role = datamap.role(scope.by.role)
    if role is not None and scope.purpose in role.purposes:
        return True
    return scope.purpose.id in registry.lent(scope.by, scope.at)


def _announced(scope: Acting, said: Personal, place: str) -> bool:
    promised = scope.promised if place else None
    return promised is None or promised.allows_use(place, said, scope.purpose)


def _consented(scope: Acting, person_id: uuid.UUID) -> bool:
    if not scope.needs_consent:
        return True
    expect([person_id])
    return scope.consents[person_id]


def _record(scope: Acting) -> None:
    recording.write(
        scope.openings,
        at=scope.at,
        actor_kind=scope.by.kind,
        actor=scope.by.id,
        role=scope.by.role,
        purpose=scope.purpose.id,
        reason=scope.reason,
    )
