"""A new address to sign in with: the password again, proof of the new one, word to the old one."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from kit.jobs.models import Job
from kit.jobs.runner import Runner
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.handles.models import Handle
from privacy.sharing.models import Correction, Disclosure
from tests.mailbox import mails, newest
from tests.people import PASSWORD, account, signed_in

pytestmark = pytest.mark.django_db
OLD, NEW = "mei@example.org", "mei.new@example.org"


def ask(client: Client, new: str = NEW) -> None:
    cache.clear()
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    client.post("/en/account/email/", {"email": new, "action_add": "1"})


def confirm(client: Client, address: str = NEW) -> None:
    client.post("/en/account/confirm-email/", {"code": newest(address).code, "action": "verify"})


def addresses() -> list[str]:
    return [row.email for row in EmailAddress.objects.all()]


@pytest.mark.keeps("right.correction")
def test_nothing_changes_before_the_new_address_is_proved(noon: dt.datetime) -> None:
    account(OLD, at=noon)
    client = signed_in(OLD)
    ask(client)
    assert addresses() == [OLD]
    confirm(client)
    assert addresses() == [NEW]
    signed_in(NEW)
    assert Client().post("/en/account/login/", {"login": OLD, "password": PASSWORD}).status_code == 200


@pytest.mark.keeps("right.correction")
def test_who_received_the_old_address_is_told_the_new_one(noon: dt.datetime) -> None:
    person = account(OLD, at=noon).person_id
    said = {"recipient": "mail-relay", "purpose": "deliver-mail", "fields": ["privacy_handles.Handle.value"]}
    Disclosure.objects.create(person_id=person, region="CN", contract_until="", at=noon, **said)
    client = signed_in(OLD)
    ask(client)
    assert not Correction.objects.exists()
    confirm(client)
    [note] = Correction.objects.all()
    with acting(SELF, by=Actor.person(person), at=noon):
        assert str(Handle.objects.get(pk=note.record).value) == NEW


def test_the_old_address_is_told_and_then_forgotten(noon: dt.datetime) -> None:
    account(OLD, at=noon)
    client = signed_in(OLD)
    ask(client)
    confirm(client)
    assert newest(OLD).subject == "Your e-mail address was changed"
    assert NEW in newest(OLD).text
    [job] = Job.objects.filter(name="accounts.forget-address", args__handle=Handle.objects.earliest("pk").pk)
    Runner().run_next(at=job.run_at)
    while Runner().run_next(at=job.run_at):
        pass
    assert Handle.objects.count() == 1


def test_an_address_typed_and_never_proved_is_forgotten(noon: dt.datetime) -> None:
    account(OLD, at=noon)
    ask(signed_in(OLD))
    assert Handle.objects.count() == 2
    while Runner().run_next(at=Job.objects.latest("run_at").run_at):
        pass
    assert Handle.objects.count() == 1


def test_other_devices_are_signed_out(noon: dt.datetime) -> None:
    account(OLD, at=noon)
    elsewhere, client = signed_in(OLD), signed_in(OLD)
    ask(client)
    confirm(client)
    assert client.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302


def test_a_stolen_session_must_know_the_password(noon: dt.datetime) -> None:
    account(OLD, at=noon)
    client = signed_in(OLD)
    answer = client.post("/en/account/email/", {"email": NEW, "action_add": "1"})
    assert answer["Location"].startswith("/en/account/reauthenticate/")
    assert not mails()
    client.post(answer["Location"], {"password": "not the password"})
    assert addresses() == [OLD]
    client.post(answer["Location"], {"password": PASSWORD})
    assert newest(NEW).code


def test_somebody_elses_address_cannot_be_taken(noon: dt.datetime) -> None:
    account(OLD, at=noon)
    account("other@example.org", at=noon)
    client = signed_in(OLD)
    ask(client, "other@example.org")
    confirm(client, "other@example.org")
    assert sorted(addresses()) == [OLD, "other@example.org"]


def test_a_changed_password_ends_other_sessions_and_says_so(noon: dt.datetime) -> None:
    account(OLD, at=noon)
    elsewhere, client = signed_in(OLD), signed_in(OLD)
    typed = {"oldpassword": PASSWORD, "password1": "another quiet bowl"}
    assert client.post("/en/account/password/change/", typed).status_code == 302
    assert client.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302
    assert newest(OLD).subject == "Your password was changed"
