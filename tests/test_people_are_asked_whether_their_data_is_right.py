"""The gentle check-up after sign-in: at intervals, answered by one click, put off by another, never in the way."""

import datetime as dt
from typing import Any

import pytest

from policy.accuracy import ASK_AGAIN, ASK_EVERY
from privacy.handles.models import Handle
from shop.accounts import evidence, services
from shop.accounts.models import AccuracyCheck
from tests.people import account, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("other.accuracy")]
HOME, ANSWER, ASKED = "/en/account/", "/en/account/accuracy/", "Is this still right?"
SECOND = dt.timedelta(seconds=1)


def asked(at: dt.datetime, time_machine: Any) -> bool:
    time_machine.move_to(at, tick=False)
    return ASKED in signed_in().get(HOME).content.decode()


def test_the_question_comes_after_half_a_year_and_one_click_answers_it(noon: dt.datetime, time_machine: Any) -> None:
    account(at=noon)
    due = noon + ASK_EVERY
    assert not asked(due - SECOND, time_machine)
    assert asked(due, time_machine)
    assert signed_in().post(ANSWER, {"answer": "right"})["Location"] == HOME
    assert not asked(due + ASK_EVERY - SECOND, time_machine)
    assert asked(due + ASK_EVERY, time_machine)
    assert evidence.asked_whether_right(due).holds


def test_later_means_a_month_and_blocks_nothing(noon: dt.datetime, time_machine: Any) -> None:
    account(at=noon)
    due = noon + ASK_EVERY
    assert asked(due, time_machine)
    client = signed_in()
    assert client.get("/en/account/profile/").status_code == 200
    client.post(ANSWER, {"answer": "later"})
    assert AccuracyCheck.objects.get().confirmed_at is None
    assert not asked(due + ASK_AGAIN - SECOND, time_machine)
    assert asked(due + ASK_AGAIN, time_machine)


def test_who_has_just_changed_their_data_is_not_asked(noon: dt.datetime, time_machine: Any) -> None:
    person_id, due = account(at=noon).person_id, noon + ASK_EVERY
    services.change_profile(person_id=person_id, name="Mei", phone="+8613812345678", language="en", at=due)
    assert not asked(due, time_machine)


def test_a_phone_number_in_the_profile_is_a_handle_and_the_former_one_is_forgotten(noon: dt.datetime) -> None:
    person_id = account(at=noon).person_id
    for phone in ("+8613812345678", "+8613912345678"):
        services.change_profile(person_id=person_id, name="Mei", phone=phone, language="en", at=noon)
        assert Handle.objects.filter(person_id=person_id, kind="phone").count() == 1
    services.change_profile(person_id=person_id, name="Mei", phone="", language="en", at=noon)
    assert not Handle.objects.filter(person_id=person_id, kind="phone").exists()


def test_a_date_beyond_the_policy_breaks_the_evidence(noon: dt.datetime) -> None:
    person_id = account(at=noon).person_id
    AccuracyCheck.objects.create(person_id=person_id, ask_at=noon + dt.timedelta(days=400))
    assert not evidence.asked_whether_right(noon).holds
