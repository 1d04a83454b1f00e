"""What the sweeps share."""

import datetime as dt
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection

from kit import clock
from privacy.promises import queries
from privacy.promises.types import Evidence, Witness
from tests.attacks.cast import Cast, gather
from tests.attacks.stage import Stage, own, set_up


@pytest.fixture(scope="module")
def gathered(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage | None]:
    """On SQLite the databases with everybody in them, for all tests of a module; each takes back what it writes."""
    with django_db_blocker.unblock(), set_up() if connection.vendor == "sqlite" else nullcontext() as stage:
        yield stage


@pytest.fixture
def witnessed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The witnesses of the promises speak once a test: a sweep comes by their pages hundreds of times."""
    witnessed, heard = queries._witnessed, dict[Witness, Evidence]()

    def once(witness: Witness, at: dt.datetime) -> Evidence:
        if witness not in heard:
            heard[witness] = witnessed(witness, at)
        return heard[witness]

    monkeypatch.setattr(queries, "_witnessed", once)


@pytest.fixture
def cast(gathered: Stage | None, db: None, witnessed_once: None) -> Cast:
    """Everybody and their belongings, this test's own."""
    return own(gathered.cast) if gathered else gather(clock.now())


@pytest.fixture
def stage(gathered: Stage | None, db: None, witnessed_once: None) -> Stage:
    """Everybody, and what was read of their pages, as all sweeps of this process see it.

    They are the same on every database, so they say `once`: they run in the pass of SQLite alone.
    """
    assert gathered, "a sweep that says `once` runs on SQLite"
    return gathered


@pytest.fixture
def now() -> dt.datetime:
    """The clock the site reads."""
    return clock.now()
