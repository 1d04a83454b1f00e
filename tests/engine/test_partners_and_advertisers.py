"""Partners get what the joint event needs after a review; advertisers what one consent allows, firm by firm."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db.models import Model
from django.test import Client

from privacy.consent import services as consent
from privacy.consent.types import Shown
from privacy.datamap import registry
from privacy.datamap.types import Purpose, Recipient
from privacy.people import services as people
from privacy.sharing import services
from privacy.sharing.models import Disclosure, Review
from privacy.sharing.types import Refused, ReviewForm
from privacy.vault.sealed import Sealed
from tests.engine.asking import signed_in
from tests.example.filling import filled
from tests.example.firms import (
    ADS,
    ADVERTISER,
    ANALYSIS,
    ANALYST,
    JOINT_EVENING,
    JOINT_WALK,
    OTHER_EVENING,
    PARTNER,
)
from tests.example.models import Guest, Letter

pytestmark = pytest.mark.django_db
CHOICES = "/en/choices/"


@pytest.fixture(autouse=True)
def _engaged(monkeypatch: pytest.MonkeyPatch, noon: dt.datetime) -> Iterator[None]:
    """The example area's firms are in the register, and their purposes in the policy, for once."""
    for recipient in (PARTNER, ADVERTISER, ANALYST):
        monkeypatch.setitem(registry.recipients, recipient.id, recipient)
    for purpose in (JOINT_EVENING, JOINT_WALK, OTHER_EVENING, ADS, ANALYSIS):
        monkeypatch.setitem(registry.purposes, purpose.id, purpose)
    with time_machine.travel(noon):
        yield


def reviewed(recipient: Recipient, noon: dt.datetime) -> None:
    services.review(
        recipient=recipient.id,
        kind=Review.Kind.BACKGROUND,
        held_on=noon.date(),
        next_due_on=dt.date(2027, 6, 1),
        passed=True,
        form=ReviewForm("addresses of guests", "until the evening is over", "nobody"),
        by="lin",
        at=noon,
    )


def letter(person_id: uuid.UUID) -> Letter:
    first: Letter = Letter.objects.filter(person=person_id).order_by("pk")[0]
    return first


def send(
    person_id: uuid.UUID, to: Recipient, purpose: Purpose, field: Sealed | services.Clear, noon: dt.datetime
) -> object:
    return services.disclose(to=to, purpose=purpose, person_id=person_id, fields={"it": field}, at=noon)


def answered(person_id: uuid.UUID, noon: dt.datetime, *, yes: bool, to: Purpose = ADS) -> None:
    shown = Shown(text=str(to.title), language="en", notice_version="1", surface="choices", method="switch")
    consent.record(person_id=person_id, purpose=to, granted=yes, shown=shown, at=noon)


def coming(person_id: uuid.UUID, noon: dt.datetime) -> Guest:
    made: Guest = Guest.objects.create(
        person_id=person_id, deposit=Decimal(20), address={"city": "Kyoto"}, came_at=noon
    )
    return Guest.objects.get(pk=made.pk)


@pytest.mark.keeps("share.partners")
def test_a_partner_gets_what_the_evening_needs_after_a_review_and_nothing_more(noon: dt.datetime) -> None:
    person_id = filled(noon)
    row = letter(person_id)
    with pytest.raises(Refused, match="background"):
        send(person_id, PARTNER, JOINT_EVENING, row.sender, noon)
    reviewed(PARTNER, noon)
    assert send(person_id, PARTNER, JOINT_EVENING, row.sender, noon)
    with pytest.raises(Refused, match="not declared"):
        send(person_id, PARTNER, JOINT_EVENING, row.text, noon)
    assert [one.refused == "" for one in Disclosure.objects.order_by("pk")] == [False, True, False]


@pytest.mark.keeps("share.partners")
def test_what_one_activity_needs_is_not_to_be_had_for_another_by_the_same_partner(noon: dt.datetime) -> None:
    person_id = filled(noon)
    sender, came = letter(person_id).sender, coming(person_id, noon)
    reviewed(PARTNER, noon)
    answered(person_id, noon, yes=True, to=JOINT_WALK)
    assert send(person_id, PARTNER, JOINT_EVENING, sender, noon)
    assert send(person_id, PARTNER, JOINT_WALK, came.address, noon)
    for purpose, field in ((JOINT_WALK, sender), (JOINT_EVENING, came.address)):
        with pytest.raises(Refused, match="not declared"):
            send(person_id, PARTNER, purpose, field, noon)
    with pytest.raises(Refused, match="not engaged for example-other"):
        send(person_id, PARTNER, OTHER_EVENING, sender, noon)


@pytest.mark.keeps("share.partners")
def test_of_somebody_who_takes_no_part_a_partner_gets_nothing(noon: dt.datetime) -> None:
    person_id, other = filled(noon), people.create(at=noon).pk
    came, stays_away = coming(person_id, noon), coming(other, noon)
    reviewed(PARTNER, noon)
    answered(person_id, noon, yes=True, to=JOINT_WALK)
    assert send(person_id, PARTNER, JOINT_WALK, came.address, noon)
    with pytest.raises(Refused):  # no yes of their own
        send(other, PARTNER, JOINT_WALK, stays_away.address, noon)
    with pytest.raises(Refused, match="somebody else"):  # nor in the name of one who comes
        send(person_id, PARTNER, JOINT_WALK, stays_away.address, noon)
    later = noon + dt.timedelta(seconds=1)
    answered(person_id, later, yes=False, to=JOINT_WALK)  # and one who thinks better of it
    with pytest.raises(Refused):
        send(person_id, PARTNER, JOINT_WALK, came.address, later)


@pytest.mark.keeps("third.analytics")
def test_an_analyst_gets_nothing_until_a_person_says_yes_and_nothing_once_they_say_no(
    client: Client, noon: dt.datetime
) -> None:
    person_id = filled(noon)
    came = coming(person_id, noon)
    reviewed(ANALYST, noon)
    assert "Analysis by Counts &amp; Paths" in signed_in(client, person_id).get(CHOICES).content.decode()
    with pytest.raises(Refused):
        send(person_id, ANALYST, ANALYSIS, came.deposit, noon)
    answered(person_id, noon, yes=True)  # to an advertiser: that is another question
    with pytest.raises(Refused):
        send(person_id, ANALYST, ANALYSIS, came.deposit, noon)
    answered(person_id, noon, yes=True, to=ANALYSIS)
    assert send(person_id, ANALYST, ANALYSIS, came.deposit, noon)
    with pytest.raises(Refused, match="not declared"):
        send(person_id, ANALYST, ANALYSIS, came.address, noon)
    later = noon + dt.timedelta(seconds=1)
    answered(person_id, later, yes=False, to=ANALYSIS)
    with pytest.raises(Refused):
        send(person_id, ANALYST, ANALYSIS, came.deposit, later)
    assert ANALYSIS.refused_by_gpc


@pytest.mark.keeps("third.analytics")
def test_an_analyst_that_is_dropped_gets_nothing_at_the_next_call_whatever_was_agreed(noon: dt.datetime) -> None:
    person_id = filled(noon)
    came = coming(person_id, noon)
    reviewed(ANALYST, noon)
    answered(person_id, noon, yes=True, to=ANALYSIS)
    assert send(person_id, ANALYST, ANALYSIS, came.deposit, noon)
    services.terminate(recipient=ANALYST, reason="kept it for itself", at=noon)
    with pytest.raises(Refused, match="terminated"):
        send(person_id, ANALYST, ANALYSIS, came.deposit, noon)


@pytest.mark.keeps("third.ads", "third.ads-choice")
def test_an_advertiser_gets_something_only_while_the_persons_own_yes_to_this_firm_stands(noon: dt.datetime) -> None:
    person_id = filled(noon)
    row = letter(person_id)
    reviewed(ADVERTISER, noon)
    with pytest.raises(Refused):
        send(person_id, ADVERTISER, ADS, row.sender, noon)
    answered(person_id, noon, yes=True)
    assert send(person_id, ADVERTISER, ADS, row.sender, noon)
    answered(person_id, noon + dt.timedelta(seconds=1), yes=False)
    with pytest.raises(Refused):
        send(person_id, ADVERTISER, ADS, row.sender, noon + dt.timedelta(seconds=1))


@pytest.mark.keeps("links.ad-partners")
def test_an_advertiser_that_is_dropped_gets_nothing_at_the_next_request_whatever_was_agreed(noon: dt.datetime) -> None:
    person_id = filled(noon)
    reviewed(ADVERTISER, noon)
    answered(person_id, noon, yes=True)
    row = letter(person_id)
    assert send(person_id, ADVERTISER, ADS, row.sender, noon)
    services.terminate(recipient=ADVERTISER, reason="passed it on", at=noon)
    with pytest.raises(Refused, match="terminated"):
        send(person_id, ADVERTISER, ADS, row.sender, noon)


@pytest.mark.keeps("third.ads-choice")
def test_the_choices_have_one_switch_a_firm_and_it_counts_at_once(client: Client, noon: dt.datetime) -> None:
    person_id = filled(noon)
    row = letter(person_id)
    reviewed(ADVERTISER, noon)
    mine = signed_in(client, person_id)
    page = mine.get(CHOICES).content.decode()
    assert "Advertising by Adverts &amp; Co" in page
    assert f'name="{ADS.id}"' in page
    assert mine.post(CHOICES, {ADS.id: "on"}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
    assert send(person_id, ADVERTISER, ADS, row.sender, noon)
    with time_machine.travel(noon + dt.timedelta(minutes=1)):
        assert mine.post(CHOICES, {}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
        with pytest.raises(Refused):
            send(person_id, ADVERTISER, ADS, row.sender, noon + dt.timedelta(minutes=1))
    assert ADS.refused_by_gpc


@pytest.mark.keeps("third.ads-choice")
def test_what_rests_in_clear_needs_the_same_yes(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    person_id = filled(noon)
    reviewed(ADVERTISER, noon)
    model: type[Model] = Letter
    said = registry.declarations[model]
    fields = {**said.fields, "written_at": dataclasses.replace(said.personal["sender"], kept=None)}
    monkeypatch.setitem(registry.declarations, model, dataclasses.replace(said, fields=fields))
    clear = services.Clear(letter(person_id), "written_at")
    with pytest.raises(Refused, match="is not open for"):
        send(person_id, ADVERTISER, ADS, clear, noon)
    answered(person_id, noon, yes=True)
    assert send(person_id, ADVERTISER, ADS, clear, noon)
    later = noon + dt.timedelta(seconds=1)
    answered(person_id, later, yes=False)
    with pytest.raises(Refused):
        send(person_id, ADVERTISER, ADS, clear, later)


def test_nobodys_consent_speaks_for_another(noon: dt.datetime) -> None:
    person_id, other = filled(noon), people.create(at=noon).pk
    reviewed(ADVERTISER, noon)
    answered(other, noon, yes=True)
    with pytest.raises(Refused):
        send(person_id, ADVERTISER, ADS, letter(person_id).sender, noon)
