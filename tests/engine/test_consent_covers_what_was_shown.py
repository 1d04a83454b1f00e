"""A yes covers what the notice said when it was given: nothing wider, nobody further, and no basis that came since."""

import copy
import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from policy.purposes import LETTERS, MEASURE_VISITS
from policy.recipients import CARRIERS, MAIL_RELAY
from privacy.access import services as access
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.consent import queries, services, visitors
from privacy.consent.types import Shown
from privacy.datamap import registry
from privacy.datamap.types import Basis, Personal
from privacy.datamap.vocabulary import CONTACT
from privacy.notice.record import skeleton
from tests.notices import announced, founded
from tests.people import account

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.keeps("right.withdrawal", "change.effective"),
    pytest.mark.usefixtures("_example_policy"),
]
Skeleton = dict[str, Any]


def earlier(change: Callable[[Skeleton], None]) -> Skeleton:
    """What the code declares, as it was before `change`."""
    said = copy.deepcopy(skeleton())
    change(said)
    return said


def agreed(person_id: uuid.UUID, at: dt.datetime, version: str = "2026-01") -> None:
    shown = Shown(text="Letters", language="en", notice_version=version, surface="choices", method="switch")
    services.record(person_id=person_id, purpose=LETTERS, granted=True, shown=shown, at=at)


@pytest.fixture
def letters_field(monkeypatch: pytest.MonkeyPatch) -> str:
    """Some field that the letters may use: the example area's, declared for them too."""
    from privacy.datamap import queries as datamap  # noqa: PLC0415 - the registry is filled by now
    from tests.example.models import Letter  # noqa: PLC0415

    said = datamap.declaration(Letter)
    text = said.personal["text"]
    wider = dataclasses.replace(text, for_=[*text.for_, LETTERS])
    declared: dict[Any, Any] = registry.declarations
    monkeypatch.setitem(declared, Letter, dataclasses.replace(said, fields={**said.fields, "text": wider}))
    return "example.Letter.text"


def not_yet_used(said: Skeleton) -> None:
    for field in said["fields"].values():
        field["for"] = [one for one in field["for"] if one != LETTERS.id]


def kept_shorter(said: Skeleton) -> None:
    said["clocks"][said["fields"]["example.Letter.text"]["kept"]] = [0, 0, 3]


def another_firm(said: Skeleton) -> None:
    said["recipients"][MAIL_RELAY.id] = [one for one in said["recipients"][MAIL_RELAY.id] if one != LETTERS.id]


def the_firm_elsewhere(said: Skeleton) -> None:
    said["recipients"][MAIL_RELAY.id][0] = "US"


@pytest.mark.parametrize("change", [not_yet_used, kept_shorter, another_firm, the_firm_elsewhere])
def test_a_yes_ends_where_a_later_notice_goes_beyond_it(
    change: Callable[[Skeleton], None],
    letters_field: str,
    person_id: uuid.UUID,
    tmp_path: Path,
    settings: Any,
    noon: dt.datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engaged = dataclasses.replace(MAIL_RELAY, purposes=(*MAIL_RELAY.purposes, LETTERS))
    monkeypatch.setitem(registry.recipients, MAIL_RELAY.id, engaged)
    founded(tmp_path, settings, earlier(change))
    agreed(person_id, noon)
    assert queries.stands(person_id, purpose=LETTERS, at=noon)
    since = announced(noon).effective_at
    assert since is not None
    assert queries.stands(person_id, purpose=LETTERS, at=since - dt.timedelta(seconds=1))
    assert not queries.stands(person_id, purpose=LETTERS, at=since)
    assert queries.given([person_id], purpose=LETTERS) == {person_id}, "and it can still be taken back"
    with acting(LETTERS, by=Actor.system("letters"), at=since):
        assert not access.may_open(Personal(CONTACT, for_=[LETTERS]), person_id=person_id, locked=False)
    agreed(person_id, since, "2026-07")
    assert queries.stands(person_id, purpose=LETTERS, at=since)


def test_a_notice_that_changes_something_else_leaves_every_yes_standing(
    person_id: uuid.UUID, tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    def without_carriers(said: Skeleton) -> None:
        del said["recipients"][CARRIERS.id]

    founded(tmp_path, settings, earlier(without_carriers))
    agreed(person_id, noon)
    since = announced(noon).effective_at
    assert since is not None
    assert queries.stands(person_id, purpose=LETTERS, at=since)


def test_a_version_nobody_knows_covers_nothing(
    person_id: uuid.UUID, tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings)
    agreed(person_id, noon, "1999-01")
    assert not queries.stands(person_id, purpose=LETTERS, at=noon)


def test_calling_a_consent_a_contract_in_code_opens_nothing_and_leaves_the_switch(
    tmp_path: Path, settings: Any, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch, client: Client, time_machine: Any
) -> None:
    time_machine.move_to(noon)
    founded(tmp_path, settings)
    claimed = dataclasses.replace(LETTERS, basis=Basis.CONTRACT)
    monkeypatch.setitem(registry.purposes, LETTERS.id, claimed)
    reader = account("reader@example.org", at=noon)
    said = Personal(CONTACT, for_=[claimed])
    with acting(claimed, by=Actor.system("letters"), at=noon):
        assert not access.may_open(said, person_id=reader.person_id, locked=False)
    agreed(reader.person_id, noon)
    client.force_login(reader)
    assert 'name="letters"' in client.get("/en/choices/").content.decode()
    client.post("/en/choices/", {}, headers={"Sec-Fetch-Site": "same-origin"})
    assert not queries.given([reader.person_id], purpose=claimed)
    since = announced(noon).effective_at
    assert since is not None
    with acting(claimed, by=Actor.system("letters"), at=since):
        assert access.may_open(said, person_id=reader.person_id, locked=False)


def test_a_browsers_yes_carries_the_version_it_was_given_under(
    tmp_path: Path, settings: Any, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch, time_machine: Any
) -> None:
    time_machine.move_to(noon)
    engaged = dataclasses.replace(MAIL_RELAY, purposes=(*MAIL_RELAY.purposes, MEASURE_VISITS))
    monkeypatch.setitem(registry.recipients, MAIL_RELAY.id, engaged)

    def nobody_counts_for_us(said: Skeleton) -> None:
        said["recipients"][MAIL_RELAY.id].remove(MEASURE_VISITS.id)

    founded(tmp_path, settings, earlier(nobody_counts_for_us))
    request, response = RequestFactory().get("/"), HttpResponse()
    visitors.remember(request, response, {MEASURE_VISITS.id: True})
    request.COOKIES["choices"] = response.cookies["choices"].value
    assert visitors.allows(request, MEASURE_VISITS)
    assert visitors.answers(request) == {MEASURE_VISITS.id: "yes"}
    since = announced(noon).effective_at
    assert since is not None
    time_machine.move_to(since)
    assert not visitors.allows(request, MEASURE_VISITS)
    visitors.remember(request, response, {MEASURE_VISITS.id: True})
    request.COOKIES["choices"] = response.cookies["choices"].value
    assert visitors.allows(request, MEASURE_VISITS)
