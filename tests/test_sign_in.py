"""Signing in: by password or by code, out here or everywhere, with a new session each time."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client

from privacy.vault.models import SealedSession
from privacy.vault.sessions import SessionStore
from shop.accounts.models import Fault
from tests.mailbox import mails, newest
from tests.people import PASSWORD, account, signed_in

pytestmark = pytest.mark.django_db
EMAIL = "mei@example.org"


def is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def test_address_in_any_case_and_password(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    assert is_in(signed_in("MEI@Example.org"))


@pytest.mark.keeps("use.account")
def test_a_code_by_mail_signs_in_once(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    client = Client()
    assert client.post("/en/account/login/code/", {"email": EMAIL})["Location"] == "/en/account/login/code/confirm/"
    code = newest(EMAIL).code
    client.post("/en/account/login/code/confirm/", {"code": code, "action": "verify"})
    assert is_in(client)
    client.post("/en/account/logout/")
    client.post("/en/account/login/code/confirm/", {"code": code, "action": "verify"})
    assert not is_in(client)


def test_a_code_is_no_use_in_another_browser(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    Client().post("/en/account/login/code/", {"email": EMAIL})
    thief = Client()
    thief.post("/en/account/login/code/confirm/", {"code": newest(EMAIL).code, "action": "verify"})
    assert not is_in(thief)


def test_three_wrong_codes_end_the_try(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    client = Client()
    client.post("/en/account/login/code/", {"email": EMAIL})
    code = newest(EMAIL).code
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(3):
        client.post("/en/account/login/code/confirm/", {"code": wrong, "action": "verify"})
    client.post("/en/account/login/code/confirm/", {"code": code, "action": "verify"})
    assert not is_in(client)


def test_the_session_key_changes_at_sign_in(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    client = Client()
    client.post("/en/account/login/code/", {"email": EMAIL})
    before = client.cookies["session"].value
    client.post("/en/account/login/code/confirm/", {"code": newest(EMAIL).code, "action": "verify"})
    after = client.cookies["session"].value
    assert before != after
    assert not SessionStore(before).exists(before)


@pytest.mark.keeps("collect.errors")
def test_a_failed_try_is_counted_by_kind_and_nothing_typed_is_kept(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    client = Client()
    answer = client.post("/en/account/login/", {"login": EMAIL, "password": "not my password"})
    assert "Address and password do not fit together" in answer.content.decode()
    assert "not my password" not in answer.content.decode()
    assert list(Fault.objects.values_list("kind", "count")) == [("wrong-password", 1)]


def test_signing_out_everywhere_ends_every_device(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    phone, desk = signed_in(), signed_in()
    desk.post("/en/account/sign-out-everywhere/")
    assert not is_in(phone)
    assert not is_in(desk)
    assert not SealedSession.objects.exclude(person=None).exists()


def test_a_closed_account_opens_to_nobody(noon: dt.datetime) -> None:
    closed = account(EMAIL, at=noon)
    open_elsewhere = signed_in()
    closed.is_active = False
    closed.save()
    client = Client()
    answer = client.post("/en/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert answer["Location"] == "/en/account/inactive/"
    assert not is_in(client)
    assert not is_in(open_elsewhere)


def test_strangers_are_sent_back_to_where_they_were_going_but_never_away(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    typed = {"login": EMAIL, "password": PASSWORD}
    inside = Client().post("/en/account/login/", typed | {"next": "/en/account/addresses/"})
    assert inside["Location"] == "/en/account/addresses/"
    outside = Client().post("/en/account/login/", typed | {"next": "https://elsewhere.example/"})
    assert outside["Location"] == "/en/account/"


def test_the_page_for_the_code_sends_it_again_twice_and_the_newest_counts(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    client = Client()
    client.post("/en/account/login/code/", {"email": EMAIL})
    first = newest(EMAIL).code
    for count in (2, 3):
        assert "Send the code again" in client.get("/en/account/login/code/confirm/").content.decode()
        assert client.post("/en/account/login/code/confirm/", {"action": "resend"}).status_code == 302
        assert len(mails()) == count
    assert "Send the code again" not in client.get("/en/account/login/code/confirm/").content.decode()
    assert newest(EMAIL).code != first
    answer = client.post("/en/account/login/code/confirm/", {"code": newest(EMAIL).code})
    assert answer["Location"] == "/en/account/"


def test_a_code_sent_again_counts_among_the_three_a_minute(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    client = Client()
    client.post("/en/account/login/code/", {"email": EMAIL})
    for _ in range(2):
        Client().post("/en/account/login/code/", {"email": EMAIL})
    assert client.post("/en/account/login/code/confirm/", {"action": "resend"}).status_code == 429
    assert len(mails()) == 3


def test_no_more_mails_than_three_codes_a_minute(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    for _ in range(6):
        Client().post("/en/account/login/code/", {"email": EMAIL})
    assert len(mails()) == 3
    cache.clear()
