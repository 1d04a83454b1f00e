"""Global Privacy Control of a signed-in person ends each older yes it covers: once, on record, until a later choice."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from policy.purposes import LETTERS
from privacy.consent import queries
from privacy.consent import services as consent
from privacy.consent.models import ConsentEvent
from privacy.consent.types import Shown
from privacy.datamap import registry
from privacy.ledger import queries as ledger
from privacy.people import services as people
from privacy.rights.receipts import receipt
from privacy.sharing import services
from privacy.sharing.models import Disclosure
from privacy.sharing.types import Refused
from tests.engine.asking import signed_in
from tests.engine.test_partners_and_advertisers import reviewed
from tests.example.filling import filled
from tests.example.firms import ADS, ADVERTISER
from tests.example.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("third.ads-choice", "right.withdrawal")]
CHOICES = "/en/choices/"
GPC, OWN = {"Sec-GPC": "1"}, {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _engaged(monkeypatch: pytest.MonkeyPatch, noon: dt.datetime) -> Iterator[None]:
    monkeypatch.setitem(registry.recipients, ADVERTISER.id, ADVERTISER)
    monkeypatch.setitem(registry.purposes, ADS.id, ADS)
    reviewed(ADVERTISER, noon)
    with time_machine.travel(noon):
        yield


@pytest.fixture
def person(noon: dt.datetime) -> uuid.UUID:
    """Somebody who has agreed to the advertiser and to letters, in a browser without the signal."""
    person_id = filled(noon)
    for purpose in (ADS, LETTERS):
        shown = Shown(text="words", language="en", notice_version="1", surface="choices", method="switch")
        consent.record(person_id=person_id, purpose=purpose, granted=True, shown=shown, at=noon)
    return person_id


def sent(person_id: uuid.UUID, noon: dt.datetime) -> bool:
    """Whether the gate lets something through to the advertiser."""
    fields = {"it": Letter.objects.filter(person=person_id).order_by("pk")[0].sender}
    try:
        services.disclose(to=ADVERTISER, purpose=ADS, person_id=person_id, fields=fields, at=noon)
    except Refused:
        return False
    return True


def refusals(person_id: uuid.UUID) -> list[ConsentEvent]:
    return list(ConsentEvent.objects.filter(person=person_id, method="gpc"))


def test_after_the_signal_the_next_call_of_the_gate_sends_nothing(
    client: Client, person: uuid.UUID, noon: dt.datetime
) -> None:
    assert sent(person, noon)
    signed_in(client, person).get(CHOICES, headers=GPC)
    assert not sent(person, noon)
    assert [bool(one.refused) for one in Disclosure.objects.filter(recipient=ADVERTISER.id).order_by("pk")] == [
        False,
        True,
    ]
    assert queries.stands(person, purpose=LETTERS, at=noon), "the signal speaks of sale, sharing and advertising alone"


def test_it_is_recorded_once_with_a_receipt(client: Client, person: uuid.UUID) -> None:
    mine = signed_in(client, person)
    for _ in range(2):
        mine.get(CHOICES, headers=GPC)
    signed_in(Client(), person).get("/en/my-data/", headers=GPC)
    [event] = refusals(person)
    assert [one.kind for one in ledger.about([person])].count("consent.refused") == 1
    made = receipt(event)
    assert made["dpv:hasConsentStatus"]["@type"] == "dpv:ConsentWithdrawn"
    assert made["dpv:hasProcess"]["dpv:hasPurpose"]["dct:identifier"] == ADS.id


@pytest.mark.parametrize("signal", ["0", "", "yes"])
def test_nothing_else_counts_as_the_signal(client: Client, person: uuid.UUID, noon: dt.datetime, signal: str) -> None:
    mine = signed_in(client, person)
    mine.get(CHOICES)
    mine.get(CHOICES, headers={"Sec-GPC": signal})
    assert sent(person, noon)


def test_it_speaks_for_nobody_else(client: Client, person: uuid.UUID, noon: dt.datetime) -> None:
    client.get(CHOICES, headers=GPC)
    signed_in(client, filled(noon, "other")).get(CHOICES, headers=GPC)
    assert sent(person, noon)


def test_it_reaches_every_number_of_the_same_person(client: Client, person: uuid.UUID, noon: dt.datetime) -> None:
    main = filled(noon, "main")
    people.merge(source=person, into=main)
    signed_in(client, main).get(CHOICES, headers=GPC)
    assert not sent(person, noon)


@pytest.mark.parametrize("headers", [OWN, OWN | GPC])
def test_a_later_choice_outranks_it_whatever_the_browser_goes_on_sending(
    client: Client, person: uuid.UUID, noon: dt.datetime, headers: dict[str, str]
) -> None:
    mine = signed_in(client, person)
    mine.get(CHOICES, headers=GPC)
    mine.post(CHOICES, {ADS.id: "on"}, headers=headers)
    mine.get(CHOICES, headers=GPC)
    signed_in(Client(), person).get(CHOICES, headers=GPC)
    assert sent(person, noon)
    assert len(refusals(person)) == 1


def test_a_first_yes_given_with_the_signal_on_stands(client: Client, noon: dt.datetime) -> None:
    person_id = filled(noon)
    signed_in(client, person_id).post(CHOICES, {ADS.id: "on"}, headers=OWN | GPC)
    signed_in(Client(), person_id).get(CHOICES, headers=GPC)
    assert sent(person_id, noon)


def test_the_page_of_choices_says_what_it_ended(client: Client, person: uuid.UUID) -> None:
    mine, told = signed_in(client, person), "Switched off by Global Privacy Control"
    assert told not in mine.get(CHOICES).content.decode()
    page = mine.get(CHOICES, headers=GPC).content.decode()
    notice = page[page.index(told) :][:300]
    assert "Advertising by Adverts &amp; Co" in notice
    assert "Letters" not in notice
    assert "已由“全局隐私控制”关闭" in mine.get("/zh-hans/choices/").content.decode()
    mine.post(CHOICES, {ADS.id: "on"}, headers=OWN | GPC)
    assert told not in mine.get(CHOICES, headers=GPC).content.decode()


def statements(client: Client, headers: dict[str, str]) -> int:
    with CaptureQueriesContext(connections["default"]) as asked:
        client.get(CHOICES, headers=headers)
    return len(asked)


def test_it_costs_no_statement_once_recorded_and_none_without_the_signal(client: Client, person: uuid.UUID) -> None:
    mine = signed_in(client, person)
    mine.get(CHOICES, headers=GPC)
    again = statements(mine, GPC)
    assert again == statements(mine, {})
