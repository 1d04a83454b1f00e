"""Whom an incident concerns among a million openings: `python -m bench.scope [OPENINGS]`, on a database of its own."""

import datetime as dt
import os
import sys
import time
import uuid

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")

import django

django.setup()

from django.test.utils import setup_databases, teardown_databases  # noqa: E402  Django is set up first

from privacy.access.models import Opening  # noqa: E402  Django is set up first
from privacy.access.types import Actor  # noqa: E402  Django is set up first
from privacy.incidents import services  # noqa: E402  Django is set up first
from privacy.incidents.types import Scope  # noqa: E402  Django is set up first
from privacy.ledger.services import create_key  # noqa: E402  Django is set up first
from privacy.people.models import Person  # noqa: E402  Django is set up first
from privacy.vault.services import create_keystore  # noqa: E402  Django is set up first

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
ACTOR, CHUNK = "somebody", 20_000


def fill(openings: int) -> None:
    """So many openings of a tenth as many people, half of them by one actor."""

    people = [Person(pk=uuid.uuid4(), created_at=NOON) for _ in range(openings // 10)]
    Person.objects.bulk_create(people, batch_size=CHUNK)
    for first in range(0, openings, CHUNK):
        Opening.objects.bulk_create(
            Opening(
                person=people[number % len(people)],
                at=NOON - dt.timedelta(seconds=number),
                actor_kind="staff",
                actor=ACTOR if number % 2 else "another",
                purpose="fulfil-order",
                reason="L-1",
                fields=["orders.Order.phone"],
            )
            for number in range(first, min(openings, first + CHUNK))
        )


def measure() -> tuple[float, int]:
    """Seconds to count everybody concerned, and how many they are."""
    by = Actor.system("bench")
    incident = services.declare(
        kind="own-staff",
        scope=Scope(actors=[ACTOR]),
        began_at=NOON - dt.timedelta(days=3650),
        ended_at=NOON,
        known_at=NOON,
        by=by,
        at=NOON,
    )
    begun = time.perf_counter()
    people = services.count(incident=incident, by=by, at=NOON)
    return time.perf_counter() - begun, people


def main() -> None:
    """On a test database that is dropped afterwards."""
    made = setup_databases(verbosity=0, interactive=False)
    try:
        create_keystore()
        create_key()
        openings = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
        fill(openings)
        seconds, people = measure()
        print(f"{openings} openings, {people} people concerned: {seconds:.1f} s")
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
