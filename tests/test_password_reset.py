"""A forgotten password: a link by mail, good for an hour, for one time, and for the account as it was."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from shop.accounts.models import Account
from tests.mailbox import mails, newest
from tests.people import PASSWORD, account, signed_in

pytestmark = pytest.mark.django_db
EMAIL, FRESH = "mei@example.org", "another quiet bowl"


def asked(**extra: str) -> str:
    """The link in the mail."""
    cache.clear()
    Client(**extra).post("/en/account/password/reset/", {"email": EMAIL})  # type: ignore[arg-type]
    return newest(EMAIL).link


def is_good(link: str) -> bool:
    client = Client()
    answer = client.get(link)
    return answer.status_code == 302 and client.get(answer["Location"]).status_code == 200


def used(link: str, password: str = FRESH) -> Client:
    client = Client()
    form = client.get(link)["Location"]
    client.post(form, {"password1": password})
    return client


@pytest.mark.keeps("use.account")
def test_the_link_sets_a_new_password_and_the_owner_is_told(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    used(asked())
    assert newest(EMAIL).subject == "Your password was changed"
    signed_in(password=FRESH)
    assert Client().post("/en/account/login/", {"login": EMAIL, "password": PASSWORD}).status_code == 200


def test_it_signs_out_every_device(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    elsewhere = signed_in()
    used(asked())
    assert elsewhere.get("/en/account/").status_code == 302


def test_it_works_once(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    link = asked()
    used(link)
    assert not is_good(link)


def test_it_dies_after_an_hour(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    with time_machine.travel(noon, tick=False) as clock:
        link = asked()
        clock.shift(3599)
        assert is_good(link)
        clock.shift(2)
        assert not is_good(link)


@pytest.mark.parametrize("change", ["signs in", "changes the password", "changes the address", "another link was used"])
def test_it_dies_when_the_account_changes(change: str, noon: dt.datetime) -> None:
    owner = account(EMAIL, at=noon)
    link = asked()
    if change == "signs in":
        signed_in()
    elif change == "changes the password":
        owner.set_password(FRESH)
        owner.save()
    elif change == "changes the address":
        row = EmailAddress.objects.get(user=owner)
        row.email = "new@example.org"
        row.save()
    else:
        used(asked())
    assert not is_good(link)


def test_a_token_is_good_for_its_own_account_alone(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    other = account("other@example.org", at=noon)
    key = asked().rstrip("/").split("/")[-1].partition("-")[2]
    assert not is_good(f"/en/account/password/reset/key/{other.pk.hex}-{key}/")


@pytest.mark.parametrize("host", ["localhost:6666", "127.0.0.1"])
def test_the_link_carries_our_own_address_whatever_the_request_claims(host: str, noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    asked(HTTP_HOST=host, HTTP_X_FORWARDED_HOST="thief.example")
    assert "http://localhost:8000/en/account/password/reset/key/" in newest(EMAIL).text
    assert not any("thief" in mail.text or "6666" in mail.text for mail in mails())


@pytest.mark.parametrize("look_alike", ["mei@exаmple.org", "mеi@example.org", "MEİ@example.org", "mei@example.org."])
def test_a_look_alike_address_gets_nothing(look_alike: str, noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    Client().post("/en/account/password/reset/", {"email": look_alike})
    assert not mails()


def test_an_unusable_or_weak_password_is_refused_there_too(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    used(asked(), password="mei@example.org")
    assert Account.objects.get().check_password(PASSWORD)
