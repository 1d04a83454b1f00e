"""What somebody sent without signing in, from an address they have proved, is theirs: to see, to correct, to erase."""

import datetime as dt

import pytest
from django.test import Client

from privacy.feedback import services as feedback
from privacy.feedback.models import Dispute
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.rights import identity
from privacy.rights.models import Request
from tests.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.deletion", "right.access")]
MAIL = "mei@example.org"


def disputed(noon: dt.datetime, email: str = MAIL) -> Dispute:
    return feedback.dispute(clause="protect.masking", words="Masked?", name="Mei", email=email, language="en", at=noon)


def test_a_dispute_opened_after_the_account_belongs_to_its_owner(noon: dt.datetime) -> None:
    mine = account(MAIL, at=noon).person_id
    guest = disputed(noon).person_id
    assert guest != mine
    assert identity.reached(mine) == {mine, guest}


def test_an_address_typed_by_somebody_who_proved_another_reaches_nobody(noon: dt.datetime) -> None:
    mine = account(MAIL, at=noon).person_id
    other = account("other@example.org", name="Other", at=noon).person_id
    handles.attach(person_id=other, kind=Kind.EMAIL, value=MAIL, at=noon)
    assert identity.reached(mine) == {mine}
    assert identity.reached(other) == {other}


def test_an_address_that_was_never_proved_reaches_no_other_guest(noon: dt.datetime) -> None:
    first, second = (people.create(at=noon).pk for _ in range(2))
    for one in (first, second):
        handles.attach(person_id=one, kind=Kind.EMAIL, value=MAIL, at=noon)
    assert identity.reached(first) == {first}


def test_the_copy_of_everything_is_asked_for_all_of_them(client: Client, noon: dt.datetime) -> None:
    mine = account(MAIL, at=noon)
    guest = disputed(noon).person_id
    client.force_login(mine)
    assert client.post("/en/my-data/download/").status_code == 302
    assert set(Request.objects.get().persons) == {str(mine.person_id), str(guest)}
