"""No answer means no; the newest answer counts, from the very next read; each is bound to what was shown."""

import datetime as dt
import json
import subprocess
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from kit import clock
from policy.purposes import FULFIL_ORDER, LETTERS
from privacy.access import services as access
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.consent import queries, services
from privacy.consent.models import ConsentEvent
from privacy.consent.types import Shown
from privacy.datamap.types import Personal
from privacy.datamap.vocabulary import CONTACT
from privacy.ledger import queries as ledger
from privacy.ledger.services import seal
from privacy.notice.queries import in_force
from privacy.people import services as people
from privacy.rights.receipts import receipt
from tests.example.firms import ADS, ADVERTISER
from tests.example.privacy import ONE_MONTH
from tests.people import account
from tests.processes import ROOT

VERIFY = ROOT / "privacy/promises/static/privacy_promises/verify.py"
pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.withdrawal")]
SHOWN = Shown(text="Letters from the workshop", language="en", notice_version="1", surface="choices", method="switch")


def answer(person_id: uuid.UUID, answers: Sequence[bool], at: dt.datetime) -> None:
    for granted in answers:
        services.record(person_id=person_id, purpose=LETTERS, granted=granted, shown=SHOWN, at=at)


@pytest.mark.parametrize(
    ("answers", "stands"),
    [([], False), ([True], True), ([False], False), ([True, False], False), ([False, True], True)],
)
def test_the_newest_answer_counts_and_none_means_no(
    person_id: uuid.UUID, noon: dt.datetime, answers: list[bool], stands: bool
) -> None:
    answer(person_id, answers, noon)
    assert queries.stands(person_id, purpose=LETTERS, at=clock.now()) is stands


def test_withdrawing_closes_the_data_at_the_next_read(person_id: uuid.UUID, noon: dt.datetime) -> None:
    said = Personal(CONTACT, for_=[LETTERS])
    answer(person_id, [True], noon)
    with acting(LETTERS, by=Actor.system("letters"), at=noon):
        assert access.may_open(said, person_id=person_id, locked=False)
    services.withdraw(person_id=person_id, purpose=LETTERS, shown=SHOWN, at=noon)
    with acting(LETTERS, by=Actor.system("letters"), at=noon):
        assert not access.may_open(said, person_id=person_id, locked=False)


def test_one_persons_yes_is_not_anothers(person_id: uuid.UUID, noon: dt.datetime) -> None:
    other = people.create(at=noon).pk
    answer(person_id, [True], noon)
    assert queries.standing([person_id, other], purpose=LETTERS, at=clock.now()) == {person_id}


def test_what_rests_on_no_consent_cannot_be_asked_for(person_id: uuid.UUID, noon: dt.datetime) -> None:
    with pytest.raises(ValueError, match="does not rest on consent"):
        services.record(person_id=person_id, purpose=FULFIL_ORDER, granted=True, shown=SHOWN, at=noon)


def test_each_answer_is_evidence_and_has_a_receipt(person_id: uuid.UUID, noon: dt.datetime) -> None:
    answer(person_id, [False, True, False], noon)
    assert [one.kind for one in ledger.about([person_id])] == ["consent.refused", "consent.given", "consent.refused"]
    made = [receipt(event) for event in ConsentEvent.objects.order_by("pk")]
    states = [one["dpv:hasConsentStatus"]["@type"] for one in made]
    assert states == ["dpv:ConsentRefused", "dpv:ConsentGiven", "dpv:ConsentWithdrawn"]
    process = made[1]["dpv:hasProcess"]
    assert process["dpv:hasPurpose"]["dct:identifier"] == "letters"
    assert process["dpv:hasNotice"]["dct:identifier"] == f"sha256:{SHOWN.text_hash}"
    assert process["dpv:hasConsentControl"]["dpv:isExercisedAt"].endswith("/en/choices/")


def test_a_receipt_names_the_data_its_recipients_and_its_clock(person_id: uuid.UUID, noon: dt.datetime) -> None:
    event = services.record(person_id=person_id, purpose=ADS, granted=True, shown=SHOWN, at=noon)
    process = receipt(event)["dpv:hasProcess"]
    assert process["dpv:hasPersonalData"] == [str(CONTACT.title)]
    assert any(one.startswith(str(ADVERTISER.title)) for one in process["dpv:hasRecipient"])
    assert process["dpv:hasStorageCondition"] == [str(ONE_MONTH.title)]


def stranger(folder: Path, receipt: dict[str, Any]) -> str:
    """What the stand-alone script says of a receipt."""
    (folder / "receipt.jsonld").write_text(json.dumps(receipt))
    command = [sys.executable, "-I", str(VERIFY), "receipt.jsonld"]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return answer.stdout + answer.stderr


def test_a_stranger_verifies_a_sealed_receipt_and_sees_through_a_changed_one(
    person_id: uuid.UUID, noon: dt.datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.PRIVACY_LEDGER_ANCHOR = tmp_path / "anchor.txt"
    answer(person_id, [True], noon)
    event = ConsentEvent.objects.get()
    assert "no proof yet" in stranger(tmp_path, receipt(event))
    seal(at=noon)
    made = receipt(event)
    assert stranger(tmp_path, made).startswith("Proved: entry")
    made["dpv:hasProcess"]["dpv:hasPurpose"]["dct:identifier"] = "count-visits"
    assert "about another answer" in stranger(tmp_path, made)


def test_its_person_fetches_the_receipt_and_nobody_else(client: Client, noon: dt.datetime) -> None:
    reader, other = account(at=noon), account("other@example.org", at=noon)
    answer(reader.person_id, [True], noon)
    page = f"/en/my-data/consents/{ConsentEvent.objects.get().pk}.jsonld"
    client.force_login(reader)
    assert page in client.get("/en/my-data/").content.decode()
    shown = client.get(page)
    assert shown.headers["Content-Type"] == "application/ld+json"
    assert shown.json()["@id"].endswith(page)
    client.force_login(other)
    assert client.get(page).status_code == 404


def test_a_switch_on_the_page_is_the_same_function(client: Client, noon: dt.datetime) -> None:
    reader = account(at=noon)
    client.force_login(reader)
    own = {"Sec-Fetch-Site": "same-origin"}
    client.post("/en/choices/", {"letters": "on"}, headers=own)
    assert queries.stands(reader.person_id, purpose=LETTERS, at=clock.now())
    client.post("/en/choices/", {}, headers=own)
    assert not queries.stands(reader.person_id, purpose=LETTERS, at=clock.now())
    assert {event.surface for event in ConsentEvent.objects.all()} == {"choices"}


@pytest.mark.keeps("other.agreement")
def test_opening_an_account_records_which_notice_was_agreed_to(noon: dt.datetime) -> None:
    opened = account(at=noon)
    [entry] = [one for one in ledger.about([opened.person_id]) if one.kind == "notice.agreed"]
    assert entry.facts["notice"] == in_force(noon)[0]
    assert in_force(noon)[1] in entry.facts.values()
