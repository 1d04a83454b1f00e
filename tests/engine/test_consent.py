"""No answer means no; the newest answer counts, from the very next read; each is bound to what was shown."""

import datetime as dt
import uuid
from collections.abc import Sequence

import pytest
from django.test import Client

from kit import clock
from policy.purposes import FULFIL_ORDER, LETTERS
from privacy.access import services as access
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.consent import queries, services
from privacy.consent.models import ConsentEvent
from privacy.consent.receipts import receipt
from privacy.consent.types import Shown
from privacy.datamap.types import Personal
from privacy.datamap.vocabulary import CONTACT
from privacy.ledger import queries as ledger
from privacy.notice.queries import in_force
from privacy.people import services as people
from tests.people import account

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
    answer(person_id, [True, False], noon)
    assert [one.kind for one in ledger.about([person_id])] == ["consent.refused", "consent.given"]
    given = receipt(ConsentEvent.objects.order_by("pk")[0])
    assert given["dpv:hasConsentStatus"] == "dpv:ConsentGiven"
    assert given["dpv:hasPurpose"]["dcterms:identifier"] == "letters"
    assert given["dpv:hasNotice"]["sha256"] == SHOWN.text_hash


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
