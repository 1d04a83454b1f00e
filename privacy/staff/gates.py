"""Asked whenever staff act, from the rows as they are now: nothing of it is kept in a session or a process."""

import datetime as dt

from privacy.access.registry import lend_by, object_by
from privacy.access.types import Actor
from privacy.staff import queries, registry

SUSPENDED, UNTRAINED = "suspended", "untrained"


@object_by
def objection(by: Actor, at: dt.datetime) -> str:
    """Suspended, or without the training their post needs."""
    suspended, known = queries.may_act(by.id, at=at)
    if suspended:
        return SUSPENDED
    return UNTRAINED if {one.id for one in registry.courses_of(by.role)} - known else ""


@lend_by
def emergency(by: Actor, at: dt.datetime) -> frozenset[str]:
    """The purposes of an emergency that has not run out and was not found unjustified."""
    return frozenset(purpose for row in queries.lent(by.id, at=at) for purpose in row.purposes)
