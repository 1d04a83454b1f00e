"""Ten thousand people, the mail server down for six hours, half the addresses bouncing: everybody told in 24 hours."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import Settings

from kit.jobs.registry import find, schedules
from kit.jobs.runner import Runner
from privacy.access.queries import proposal_about
from privacy.access.services import acting, decide
from privacy.access.types import Actor
from privacy.datamap.vocabulary import WARN, WHILE_CUSTOMER
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.incidents import queries, registry
from privacy.incidents.models import Incident, MadeUp
from privacy.sharing import texting
from privacy.vault import services as vault
from tests.incidents.mailserver import Post
from tests.people import staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PEOPLE = 10_000
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    server = Post(settings)
    yield server
    server.stop()


@pytest.fixture
def texts() -> Iterator[list[str]]:
    """A provider of text messages."""
    sent: list[str] = []
    texting.use(lambda number, _text: sent.append(number))
    yield sent
    texting._senders.clear()


def second_handles(incident: Incident, at: dt.datetime) -> None:
    """Everybody with an odd number bounces: half of them have another address, half a telephone."""
    people = list(MadeUp.objects.filter(incident=incident).order_by("pk").values_list("person_id", flat=True))
    with acting(WARN, by=Actor.system("tests"), at=at):  # or no key would be held, and each be asked for again
        vault.prepare_to_seal(people[1::2], kept=WHILE_CUSTOMER.id)
        rows = []
        for number, person_id in enumerate(people[1::2]):
            kind = Kind.PHONE if number % 2 else Kind.EMAIL
            value = f"+861381234{number:04d}" if number % 2 else f"second-{number}@drill.example"
            index = vault.index_of(kind, value)
            rows.append(Handle(person_id=person_id, kind=kind, index=index, value=value, created_at=at - HOUR))
        Handle.objects.bulk_create(rows, batch_size=500)


def agree(incident: Incident, at: dt.datetime) -> None:
    proposal = proposal_about("incidents.send", str(incident.pk), at=at)
    assert proposal
    decide(proposal_id=proposal.pk, by=staff(), approve=True, at=at)


def live(start: dt.datetime, end: dt.datetime) -> None:
    """Let the worker live from one instant to another, looking every five minutes."""
    runner, at = Runner(), start
    while at < end:
        with time_machine.travel(at, tick=False):
            runner.tick(at=at)
            while runner.run_next(at=at):
                pass
        at += dt.timedelta(minutes=5)


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan in force asks for drills of this size."""
    known = registry.plan()
    large = dataclasses.replace(known, drill=dataclasses.replace(known.drill, people=PEOPLE))
    monkeypatch.setattr(registry, "_plans", [large])


def scheduled(at: dt.datetime) -> Incident:
    """The drill that the schedule has begun by this hour, with nobody's hand."""
    assert "incidents.drill" in schedules()
    find("incidents.drill").work({}, at)
    return Incident.objects.get(drill=True)


@pytest.mark.keeps("protect.incident")
@pytest.mark.usefixtures("plan")
def test_everybody_is_told_within_24_hours_of_clock_time(post: Post, texts: list[str], noon: dt.datetime) -> None:
    incident = scheduled(noon)
    second_handles(incident, noon)
    post.odd_bounce = True
    agree(incident, noon + HOUR)
    live(noon + HOUR, noon + 7 * HOUR)  # nobody listens
    assert sum(post.handed.values()) == 0
    incident.refresh_from_db()
    assert incident.relay_down > 50
    post.start()
    live(noon + 7 * HOUR, noon + 9 * HOUR)
    incident.refresh_from_db()
    assert incident.handed_over_at
    assert incident.handed_over_at < noon + 24 * HOUR
    stands = queries.progress(incident)
    assert (stands.people, stands.handed, stands.unreached) == (PEOPLE, PEOPLE, 0)
    assert stands.by_channel == {"mail": PEOPLE * 3 // 4, "text": PEOPLE // 4}
    assert stands.bounced == PEOPLE // 2
    assert len(post.handed) == PEOPLE * 3 // 4
    assert set(post.handed.values()) == {1}
    assert len(texts) == PEOPLE // 4
