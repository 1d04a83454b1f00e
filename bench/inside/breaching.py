"""Whom an incident concerns, out of very many openings."""

import datetime as dt

from bench.inside.crowd import multiply
from bench.inside.measuring import seconds
from kit import clock
from privacy.access.models import Opening
from privacy.access.types import Actor
from privacy.incidents import services
from privacy.incidents.registry import plan
from privacy.incidents.types import Scope
from privacy.people import services as people
from privacy.people.models import Person

EACH = 10
BY = Actor.system("bench")


def fill(count: int) -> None:
    """So many openings by one actor, ten of each person."""
    at, person = clock.now(), people.create(at=clock.now())
    Opening.objects.all().delete()
    for number in range(EACH):
        Opening.objects.create(
            person=person,
            at=at - dt.timedelta(minutes=number),
            actor_kind="staff",
            actor="somebody",
            purpose="deliver-mail",
            fields=["orders.Order.email"],
        )
    multiply(Person, count // EACH - 1, [Person], pk=person.pk)
    multiply(Opening, count // EACH - 1, [Person, Opening])


def scope() -> dict[str, float]:
    """CPU and clock of finding everybody concerned, and how many that are."""
    at = clock.now()
    incident = services.declare(
        kind=plan().kinds[0].id,
        scope=Scope(actors=("somebody",)),
        began_at=at - dt.timedelta(days=1),
        ended_at=at,
        known_at=at,
        by=BY,
        at=at,
    )
    found: list[int] = []
    cpu, taken = seconds(lambda: found.append(services.count(incident=incident, by=BY, at=at)))
    return {"cpu": cpu, "clock": taken, "people": found[0]}
