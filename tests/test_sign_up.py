"""Opening an account: a code by mail proves the address, and the person's guest past becomes theirs."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.ledger.models import Entry
from privacy.people import services as people
from privacy.people.queries import identities
from shop.accounts import queries
from shop.accounts.models import Account, Fault
from tests.mailbox import mails, newest

pytestmark = pytest.mark.django_db
ADDRESS = "Mei.Lin@example.org"
TYPED = {
    "name": "林美 Mei",
    "email": ADDRESS,
    "password1": "a quiet lacquer bowl",
    "country": "FR",
    "birth_year": "1988",
}


def sign_up(client: Client, **changes: str) -> str:
    """Opens an account and confirms its address; returns where that leads."""
    assert client.post("/en/account/signup/", TYPED | changes)["Location"] == "/en/account/confirm-email/"
    code = newest((TYPED | changes)["email"].lower()).code
    answer = client.post("/en/account/confirm-email/", {"code": code, "action": "verify"})
    return str(answer.headers.get("Location", answer.content.decode()))


@pytest.mark.keeps("collect.account")
def test_a_code_from_the_mail_opens_the_account(client: Client, noon: dt.datetime) -> None:
    assert sign_up(client) == "/en/account/"
    page = client.get("/en/account/").content.decode()
    assert "林美 Mei" in page
    assert "mei.lin@example.org" in page
    account = Account.objects.get()
    with acting(SELF, by=Actor.person(account.person_id), at=noon):
        assert queries.profile_of(account.person_id).name == "林美 Mei"
    assert {"account.opened", "account.address-proved"} <= set(Entry.objects.values_list("kind", flat=True))


def test_nothing_is_open_before_the_code_is_entered(client: Client) -> None:
    client.post("/en/account/signup/", TYPED)
    assert client.get("/en/account/")["Location"].startswith("/en/account/login/")
    other = Client()
    other.post("/en/account/login/", {"login": ADDRESS, "password": TYPED["password1"]})
    assert other.get("/en/account/")["Location"].startswith("/en/account/login/")


def test_the_mail_is_in_the_visitors_language(client: Client) -> None:
    client.post("/zh-hans/account/signup/", TYPED)
    mail = newest(ADDRESS.lower())
    assert mail.subject == "您在 Shijiang 漆艺的验证码"
    assert 'lang="zh-hans"' in mail.html.lower()


def test_a_second_account_for_one_address_is_not_opened_and_its_owner_hears_of_it(client: Client) -> None:
    sign_up(client)
    cache.clear()  # as if ten seconds had passed: one code each ten seconds
    stranger = Client()
    answer = stranger.post("/en/account/signup/", TYPED | {"name": "Somebody else", "email": ADDRESS.upper()})
    assert answer["Location"] == "/en/account/confirm-email/"
    assert Account.objects.count() == 1
    assert newest(ADDRESS.lower()).subject == "You have an account already"
    assert newest(ADDRESS.lower()).link == "/en/account/password/reset/"


@pytest.mark.keeps("right.access")
def test_what_a_guest_left_under_the_address_belongs_to_its_owner(client: Client, noon: dt.datetime) -> None:
    guest = people.create(at=noon).pk
    handles.attach(person_id=guest, kind=Kind.EMAIL, value=ADDRESS, at=noon)
    client.post("/en/account/signup/", TYPED)
    person_id = Account.objects.get().person_id
    assert guest not in identities(person_id)
    client.post("/en/account/confirm-email/", {"code": newest(ADDRESS.lower()).code, "action": "verify"})
    assert guest in identities(person_id)


def test_three_wrong_codes_end_it_and_are_counted(client: Client) -> None:
    client.post("/en/account/signup/", TYPED)
    code = newest(ADDRESS.lower()).code
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(3):
        answer = client.post("/en/account/confirm-email/", {"code": wrong, "action": "verify"})
    assert answer["Location"] == "/en/account/login/"
    client.post("/en/account/confirm-email/", {"code": code, "action": "verify"})
    assert client.get("/en/account/")["Location"].startswith("/en/account/login/")
    assert Fault.objects.get(kind="wrong-code").count == 3


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short one", "10 characters"),
        ("password1234", "common"),
        ("mei.lin@example.org", "too close"),
        ("mei.lin.99", "too close"),
    ],
)
def test_weak_passwords_are_refused_at_the_field(client: Client, password: str, said: str) -> None:
    answer = client.post("/en/account/signup/", TYPED | {"password1": password})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert said in page
    assert 'value="Mei.Lin@example.org"' in page
    assert password not in page or password == TYPED["email"].lower()
    assert not Account.objects.exists()
    assert not mails()


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "محمد", "李伟", "Ng", "O’Brien-Żółć"])
@pytest.mark.keeps("collect.account")
def test_names_in_any_script(client: Client, name: str) -> None:
    sign_up(client, name=name)
    assert name in client.get("/en/account/").content.decode()


def test_a_code_is_sent_again_twice_and_the_newest_counts(client: Client) -> None:
    client.post("/en/account/signup/", TYPED)
    old = newest(ADDRESS.lower()).code
    for count in (2, 3):
        cache.clear()  # as if ten seconds had passed
        assert "Send the code again" in client.get("/en/account/confirm-email/").content.decode()
        assert client.post("/en/account/confirm-email/", {"action": "resend"}).status_code == 302
        assert len(mails()) == count
    page = client.get("/en/account/confirm-email/").content.decode()
    assert "Send the code again" not in page
    assert "sent again twice" in page
    client.post("/en/account/confirm-email/", {"action": "resend"})
    assert len(mails()) == 3
    assert newest(ADDRESS.lower()).code != old
    answer = client.post("/en/account/confirm-email/", {"code": newest(ADDRESS.lower()).code, "action": "verify"})
    assert answer["Location"] == "/en/account/"


def test_a_code_is_not_sent_again_within_ten_seconds(client: Client) -> None:
    client.post("/en/account/signup/", TYPED)
    assert client.post("/en/account/confirm-email/", {"action": "resend"}).status_code == 429
    assert len(mails()) == 1


def test_sending_again_gives_no_fresh_guesses(client: Client) -> None:
    client.post("/en/account/signup/", TYPED)
    for _ in range(2):
        client.post("/en/account/confirm-email/", {"code": "000000", "action": "verify"})
    cache.clear()
    client.post("/en/account/confirm-email/", {"action": "resend"})
    client.post("/en/account/confirm-email/", {"code": "000000", "action": "verify"})
    right = {"code": newest(ADDRESS.lower()).code, "action": "verify"}
    assert client.post("/en/account/confirm-email/", right)["Location"].startswith("/en/account/login/")
