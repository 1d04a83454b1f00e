"""Re-identification attacks on the page of promises: whoever knows all but one learns nothing of that one."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from kit.generation import forget, touch
from policy.recipients import CARRIERS
from privacy.access.models import Opening
from privacy.children.models import Trace
from privacy.deadlines.models import Clock
from privacy.feedback import services as feedback
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.ledger import services as ledger
from privacy.notice.models import Agreement, Delivery
from privacy.people import services as people
from privacy.promises import figures, queries
from privacy.promises.changing import announced_in_time
from privacy.rights import services as rights
from privacy.rights.types import Proof, Right
from privacy.sharing.models import Disclosure
from privacy.vault import services as vault
from tests.notices import announced, founded

pytestmark = pytest.mark.keeps("third.anonymous-interest")
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize("figure", [figures.people, lambda count: figures.faults(count + 1)])
def test_one_more_or_less_is_seen_at_whole_steps_alone(figure: Callable[[int], figures.Figure]) -> None:
    changed = [size for size in range(60) if str(figure(size)) != str(figure(size + 1))]
    assert len(changed) <= 12, "one step in five"
    assert len({str(figure(size)) for size in range(4)}) == 1, "none and a few look alike"
    assert len({size for size in range(60) if str(size) in str(figure(size)).split()}) <= 12


def test_of_faults_it_is_told_that_there_are_some_and_not_how_many() -> None:
    assert str(figures.faults(0)) != str(figures.faults(1)) == str(figures.faults(4))


def test_nobody_waiting_and_somebody_since_today_look_alike(noon: dt.datetime) -> None:
    shown = {str(figures.wait(since, noon)) for since in (None, noon, noon - dt.timedelta(days=6, hours=23))}
    assert len(shown) == 1
    assert str(figures.wait(noon - dt.timedelta(days=8), noon)) not in shown


def test_a_time_to_an_answer_is_told_of_five_cases_and_never_exactly() -> None:
    assert len({str(figures.time_of(hours * HOUR, cases=4)) for hours in range(100)}) == 1
    told = [str(figures.time_of(hours * HOUR, cases=5)) for hours in range(48)]
    assert len(set(told)) == 4
    assert told[0] == told[11] != told[12]


def request(at: dt.datetime) -> None:
    proof = Proof(frozenset({people.create(at=at).pk}), "session", at)
    rights.lodge(proof=proof, right=Right.COMPLAINT, words="x", language="en", at=at, cause="late")


def answered_request(at: dt.datetime) -> None:
    request(at)
    Clock.objects.update(stopped_at=at)


def dispute(at: dt.datetime) -> None:
    feedback.dispute(clause="right.access", words="x", name="", email="x@example.org", language="en", at=at)


def opening(at: dt.datetime) -> None:
    said: dict[str, Any] = {"actor_kind": "staff", "actor": "x", "reason": "L-1", "purpose": "protect", "fields": []}
    Opening.objects.create(person_id=people.create(at=at).pk, at=at, **said)


def disclosure(at: dt.datetime) -> None:
    said: dict[str, Any] = {"recipient": CARRIERS.id, "purpose": "fulfil-order", "fields": [], "region": "CN"}
    Disclosure.objects.create(person_id=people.create(at=at).pk, contract_until="2099-01-01", at=at, **said)


def erasure(at: dt.datetime) -> None:
    vault.bury([people.create(at=at).pk], at=at)


def child_found(at: dt.datetime) -> None:
    Trace.objects.create(channel="mail", kinds=[], found_on=at.date(), decided_at=at, erasure="x")


def agreement(at: dt.datetime) -> None:
    entry = ledger.append(kind="x", about=None, facts={}, at=at)
    said: dict[str, Any] = {"version": "2026-11", "fingerprint": "f" * 64, "language": "en", "surface": "x"}
    Agreement.objects.create(person_id=people.create(at=at).pk, agreed_at=at, entry=entry, **said)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act", [request, answered_request, dispute, opening, disclosure, erasure, child_found, agreement]
)
def test_what_four_people_do_changes_no_word_on_the_page(act: Callable[[dt.datetime], None], noon: dt.datetime) -> None:
    people.create(at=noon)
    ledger.append(kind="x", about=None, facts={}, at=noon)  # the site is in use already
    before = shown(noon)
    for _ in range(4):
        act(noon)
    assert shown(noon) == before


def shown(at: dt.datetime) -> dict[str, list[str]]:
    """Every clause with its evidence, as the page tells it; the ledger's public head is not sealed in these tests."""
    forget()
    return {one.clause.id: [f"{seen.holds} {seen.text}" for seen in one.evidence] for one in queries.standings(at)}


@pytest.mark.django_db
def test_whoever_speaks_five_times_or_stays_unknown_makes_no_crowd(noon: dt.datetime) -> None:
    from privacy.feedback.queries import heard  # noqa: PLC0415 - a door used here alone
    from tests.people import account  # noqa: PLC0415 - likewise

    def speak(person_id: uuid.UUID | None) -> None:
        feedback.remark(clause="right.access", words="x", language="en", at=noon, person_id=person_id)

    mei = account("mei@example.org", at=noon).person_id
    for _ in range(20):
        speak(mei)
        speak(None)
    assert heard(noon) == []
    for number in range(4):
        speak(account(f"{number}@example.org", at=noon).person_id)
    assert [(one.clause, one.people) for one in heard(noon)] == [("right.access", 5)]


@pytest.mark.django_db
def test_whoever_is_written_to_at_five_addresses_makes_no_crowd(
    client: Client, tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    """Known to the attacker: everybody written to of a change but one, and all addresses of each."""
    founded(tmp_path, settings)
    change = announced(noon)

    def written(person_id: uuid.UUID, index: str) -> None:
        said: dict[str, Any] = {"channel": "mail", "index": index, "posted_at": noon}
        Delivery.objects.create(version=change, person_id=person_id, **said)
        touch()

    def told() -> bool:
        with time_machine.travel(noon):
            page = client.get(f"/en/privacy/changes/{change.version}/").content.decode()
        counted = "At least 5 people were written to." in page
        assert counted or "were written to" not in page
        assert counted == (announced_in_time(noon).figures["told"] == figures.people(5))
        return counted

    mei = proved("mei", noon)
    for number in range(5):
        written(mei, f"mei {number}")
        written(people.create(at=noon).pk, f"nobody {number}")
    assert not told(), "one person at five addresses, and five who could be one"
    guest = people.create(at=noon).pk
    people.merge(source=guest, into=mei)
    written(guest, "as a guest")
    for number in range(3):
        written(proved(f"{number}", noon), f"{number}")
    assert not told(), "four, one of them under two numbers"
    written(proved("the fifth", noon), "the fifth")
    assert told()


def proved(name: str, at: dt.datetime) -> uuid.UUID:
    person_id: uuid.UUID = people.create(at=at).pk
    handles.prove(person_id=person_id, kind=Kind.EMAIL, value=f"{name.replace(' ', '.')}@example.org", at=at)
    return person_id
