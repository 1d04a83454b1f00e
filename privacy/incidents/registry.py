"""The plan of the house, and what areas above add: the language of people, the password they have to choose anew."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Text
from privacy.incidents.types import Keeper, Kind, Plan, Severity, Step

Languages = Callable[[Iterable[uuid.UUID]], Mapping[uuid.UUID, str]]
Keepers = Callable[[], Iterable[Keeper]]
Emergency = Callable[[str, str, dt.datetime], object]
Demand = Callable[[Iterable[uuid.UUID], dt.datetime], object]

# What is noted beside the steps of the plan.
BETWEEN: Mapping[str, Text] = {
    "helping": _("Help under way"),
    "widen": _("It was widened"),
    "top-up": _("More codes for identity monitoring"),
    "freeze": _("The report was frozen"),
    "file": _("An authority was told"),
    "alone": _("Sent by one alone, in an emergency"),
}
_plans: list[Plan] = []
_languages: list[Languages] = []
_demands: list[Demand] = []
_keepers: list[Keepers] = []
_emergencies: list[Emergency] = []


def use(plan: Plan) -> None:
    """Make the policy's plan known. Called while the apps start."""
    _plans[:] = [plan]


def plan() -> Plan:
    """The plan in force; raises IndexError where the policy has none."""
    return _plans[0]


def kind(id_: str) -> Kind:
    """A kind of incident; raises StopIteration's cousin LookupError for an unknown one."""
    found = {one.id: one for one in plan().kinds}
    return found[id_]


def step(id_: str) -> Step | None:
    """A step of the plan; None for those that stand between them."""
    return {one.id: one for one in plan().steps}.get(id_)


def step_title(id_: str) -> str:
    """A step as people read it, also those that stand between the plan's; its id for one nobody knows."""
    steps = {one.id: one.title for one in plan().steps} | dict(BETWEEN)
    return str(steps.get(id_, id_))


def severity(id_: str) -> Severity | None:
    """A level by its id."""
    return {one.id: one for one in plan().severities}.get(id_)


def languages_by(languages: Languages) -> Languages:
    """Have `(person_ids) -> language by person` asked before people are written to."""
    _languages[:] = [languages]
    return languages


def demand_by(demand: Demand) -> Demand:
    """Have `(person_ids, at)` called to void these persons' passwords: they choose a new one at the next sign-in."""
    _demands[:] = [demand]
    return demand


def languages(person_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """The language of each person who has named one."""
    return _languages[0](person_ids) if _languages else {}


def demand_passwords(person_ids: Iterable[uuid.UUID], at: dt.datetime) -> None:
    """Void these persons' passwords, where there are any."""
    for demand in _demands:
        demand(person_ids, at)


def wake_by(keepers: Keepers) -> Keepers:
    """Have `() -> keepers` asked for those who are woken when an incident is declared, and when its time runs out."""
    _keepers[:] = [keepers]
    return keepers


def keepers() -> list[Keeper]:
    """Those who are woken."""
    return list(_keepers[0]()) if _keepers else []


def note_emergencies_by(emergency: Emergency) -> Emergency:
    """Have `(account, reason, at)` called in the transaction in which somebody acts alone: noted, to be looked into."""
    _emergencies[:] = [emergency]
    return emergency


def note_emergency(account: str, reason: str, at: dt.datetime) -> None:
    """Put an emergency where others will look into it. Raises LookupError where nobody would."""
    if not _emergencies:
        raise LookupError("nobody looks into emergencies")
    _emergencies[0](account, reason, at)
