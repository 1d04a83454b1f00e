"""Deleting everything by one's password, on the real page of the real account."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from privacy.erasure.models import Erasure
from tests.people import PASSWORD, account, signed_in

pytestmark = pytest.mark.django_db
DELETE, CONFIRM = "/en/my-data/delete/", "/en/my-data/delete/confirm/"
EMAIL = "mei@example.org"


@pytest.fixture(autouse=True)
def _at_noon(noon: dt.datetime) -> Iterator[None]:
    with time_machine.travel(noon):
        yield


@pytest.fixture
def mei(noon: dt.datetime) -> Client:
    """Mei, signed in."""
    account(EMAIL, at=noon)
    return signed_in(EMAIL)


def guess(browser: Client, password: str) -> tuple[int, str]:
    answer = browser.post(DELETE, {"password": password})
    return answer.status_code, answer.content.decode()


@pytest.mark.keeps("right.deletion")
def test_the_right_password_opens_the_last_step(mei: Client) -> None:
    asked = mei.get(DELETE).content.decode()
    assert 'name="password"' in asked
    assert "Delete at once" not in asked
    assert guess(mei, PASSWORD)[0] == 302
    assert "Delete at once" in mei.get(DELETE).content.decode()
    mei.post(CONFIRM, {"when": "now"})
    assert Erasure.objects.exists()


def test_a_wrong_password_changes_nothing_and_says_so(mei: Client) -> None:
    status, page = guess(mei, "another bowl")
    assert status == 422
    assert "This is not your password. Nothing was changed." in page
    mei.post(CONFIRM, {"when": "now"})
    assert not Erasure.objects.exists()


def test_somebody_elses_password_proves_nothing(mei: Client, noon: dt.datetime) -> None:
    other = account("zoe@example.org", at=noon)
    other.set_password("a loud bronze bell")
    other.save()
    assert guess(mei, "a loud bronze bell")[0] == 422


@pytest.mark.keeps("use.security")
def test_guesses_are_counted_together_with_those_at_sign_in(mei: Client) -> None:
    heard = sum("Nothing was changed" in guess(mei, f"guess {n}")[1] for n in range(7))
    assert heard == 5
    assert "too many tries" in guess(mei, PASSWORD)[1]
    answer = Client().post("/en/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert "too many tries" in answer.content.decode()
    mei.post(CONFIRM, {"when": "now"})
    assert not Erasure.objects.exists()


def test_whoever_proved_an_address_by_code_is_asked_for_no_password(client: Client) -> None:
    assert client.post(DELETE, {"password": PASSWORD}).status_code == 302
