"""What other rooms add: reasons to keep somebody from acting, purposes lent for a while, matters for four eyes."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from privacy.access.models import Proposal
from privacy.access.types import Actor
from privacy.datamap.types import Purpose, Text

Objection = Callable[[Actor, dt.datetime], str]
Loan = Callable[[Actor, dt.datetime], frozenset[str]]
Carry = Callable[[Proposal, dt.datetime], None]


@dataclass(frozen=True, slots=True)
class Matter:
    """What needs two people: what it is called, the purpose whose holders decide, how long a proposal stands."""

    title: Text
    purpose: Purpose
    within: dt.timedelta
    carry_out: Carry


_objections: list[Objection] = []
_loans: list[Loan] = []
matters: dict[str, Matter] = {}


def object_by(objection: Objection) -> Objection:
    """Have `(actor, at) -> why not` asked whenever staff act; "" is no objection."""
    if objection not in _objections:
        _objections.append(objection)
    return objection


def lend_by(loan: Loan) -> Loan:
    """Have `(actor, at) -> ids of purposes` asked for purposes somebody's post lacks."""
    if loan not in _loans:
        _loans.append(loan)
    return loan


def objection(by: Actor, at: dt.datetime) -> str:
    """Why `by` may not act now; "" when they may."""
    return next((why for one in _objections if (why := one(by, at))), "")


def lent(by: Actor, at: dt.datetime) -> frozenset[str]:
    """Ids of the purposes lent to `by` now."""
    return frozenset[str]().union(*(loan(by, at) for loan in _loans))
