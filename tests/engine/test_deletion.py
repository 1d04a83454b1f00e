"""Deletion on request: nothing outstanding, identity proved, time to think again, then gone and signed out."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from kit import clock
from privacy.deadlines import queries as deadlines
from privacy.erasure import services as erasure
from privacy.erasure.models import Erasure
from privacy.ledger.models import Entry
from privacy.rights import registry, services
from privacy.rights.clocks import subject
from privacy.rights.models import Request
from privacy.rights.types import WITHOUT_PROOF, Denial, NotProved, Proof, Right, Status, WrongState
from privacy.sharing.models import Message
from privacy.vault.models import SealedSession
from shop.accounts.models import Account
from tests.engine.asking import CODE, MY_DATA, code_in_mail, guest, proved, signed_in
from tests.example.filling import filled
from tests.example.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.deletion")]
DELETE, CONFIRM, CANCEL, AGAIN = (
    f"{MY_DATA}{path}" for path in ("delete/", "delete/confirm/", "delete/cancel/", "prove/again/")
)


@pytest.fixture(autouse=True)
def _at_noon(noon: dt.datetime) -> Iterator[None]:
    with time_machine.travel(noon):
        yield


@pytest.fixture
def ready(client: Client, noon: dt.datetime) -> Client:
    """A signed-in person who has just proved it again."""
    signed_in(client, filled(noon)).post(AGAIN)
    assert client.post(f"{CODE}?then=delete", {"code": code_in_mail()})["Location"] == DELETE
    return client


def finish() -> None:
    for erasing in Erasure.objects.filter(finished_at=None):
        erasure.run(reference=erasing.reference, at=clock.now())


@pytest.mark.keeps("right.deletion")
def test_at_once_everything_goes_and_every_session_ends(ready: Client) -> None:
    elsewhere = signed_in(Client(), Account.objects.get().person_id)
    response = ready.post(CONFIRM, {"when": "now"}, follow=True)
    assert "It is being done" in response.content.decode()
    assert elsewhere.get(MY_DATA).status_code == 302
    finish()
    assert "It is done" in ready.get(response.request["PATH_INFO"]).content.decode()
    assert not Account.objects.exists()
    assert not SealedSession.objects.exclude(person=None).exists()


def test_a_last_mail_is_written_before_the_address_is_forgotten(ready: Client) -> None:
    ready.post(CONFIRM, {"when": "now"})
    assert Message.objects.filter(key__endswith=":last").exists()
    finish()
    assert not Message.objects.exists()


@pytest.mark.keeps("right.deletion")
def test_after_seven_days_it_runs_by_itself(ready: Client, noon: dt.datetime) -> None:
    page = ready.post(CONFIRM, {"when": "later"}, follow=True).content.decode()
    assert "8 June 2026" in page
    assert services.run_due(at=noon + dt.timedelta(days=6, hours=23)) == 0
    assert services.run_due(at=noon + dt.timedelta(days=7, minutes=5)) == 1
    finish()
    assert not Account.objects.exists()


def test_until_then_it_can_be_cancelled(ready: Client, noon: dt.datetime) -> None:
    ready.post(CONFIRM, {"when": "later"})
    ready.post(CANCEL)
    assert Request.objects.get(right=Right.DELETION).status == Status.REVOKED
    assert services.run_due(at=noon + dt.timedelta(days=8)) == 0
    assert Account.objects.exists()


def test_a_scheduled_deletion_may_be_carried_out_at_once(ready: Client) -> None:
    ready.post(CONFIRM, {"when": "later"})
    ready.post(CONFIRM, {"when": "now"})
    finish()
    assert not Account.objects.exists()
    assert Erasure.objects.count() == 1


@pytest.mark.keeps("right.deletion")
def test_being_signed_in_is_not_enough(client: Client, noon: dt.datetime) -> None:
    signed_in(client, filled(noon)).post(CONFIRM, {"when": "now"})
    assert not Request.objects.exists()
    assert not Erasure.objects.exists()


def test_a_proof_goes_stale(ready: Client, noon: dt.datetime) -> None:
    with time_machine.travel(noon + dt.timedelta(minutes=20)):
        ready.post(CONFIRM, {"when": "now"})
    assert not Erasure.objects.exists()


def test_the_password_proves_it_too(client: Client, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_provers", [lambda _person, password: password == "right horse"])
    signed_in(client, filled(noon))
    assert client.post(DELETE, {"password": "wrong"}).status_code == 422
    assert client.post(DELETE, {"password": "right horse"}).status_code == 302
    client.post(CONFIRM, {"when": "now"})
    assert Erasure.objects.exists()


@pytest.mark.keeps("right.deletion")
def test_what_is_outstanding_blocks_with_its_reason(
    ready: Client, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons = ["Order L-1 is on its way."]
    monkeypatch.setattr(registry, "_blockers", [lambda _persons, _at: reasons])
    assert "Order L-1 is on its way." in ready.get(DELETE).content.decode()
    ready.post(CONFIRM, {"when": "now"})
    assert not Erasure.objects.exists()
    reasons.clear()
    ready.post(CONFIRM, {"when": "later"})
    reasons.append("A claim is open.")
    assert services.run_due(at=noon + dt.timedelta(days=8)) == 0
    reasons.clear()
    assert services.run_due(at=noon + dt.timedelta(days=9)) == 1


@pytest.mark.keeps("right.deletion")
def test_the_page_says_before_what_law_keeps_and_until_when(ready: Client) -> None:
    page = ready.get(DELETE).content.decode()
    assert "Bills" in page
    assert "1 June 2036" in page
    assert "The example code, article 1" in page


def test_the_receipt_tells_nothing_personal_and_strangers_find_none(ready: Client) -> None:
    ready.post(CONFIRM, {"when": "now"})
    finish()
    page = Client().get(f"{MY_DATA}deleted/{Erasure.objects.get().reference}/").content.decode()
    assert "canary" not in page
    assert not any(str(person) in page for person in Erasure.objects.get().persons)
    assert Client().get(f"{MY_DATA}deleted/E-XXXXXXXX/").status_code == 404


def test_a_guest_deletes_with_the_code_alone(client: Client) -> None:
    guest("guest@example.org")
    guest("guest@example.org")
    proved(client, "guest@example.org").post(CONFIRM, {"when": "now"})
    finish()
    assert not Letter.objects.exists()


# The life of a request.


def asked(person_id: uuid.UUID, at: dt.datetime, right: Right = Right.CORRECTION) -> Request:
    return services.receive(person_ids=[person_id], right=right, language="en", at=at, words="my street is wrong")


@pytest.mark.parametrize("right", sorted(set(Right) - WITHOUT_PROOF))
def test_no_request_goes_into_work_before_identity_is_proved(
    person_id: uuid.UUID, noon: dt.datetime, right: Right
) -> None:
    request = asked(person_id, noon, right)
    with pytest.raises(NotProved):
        services.start(request=request, at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(status=Status.IN_PROGRESS)


def test_a_proof_of_somebody_else_or_a_stale_one_does_not_count(person_id: uuid.UUID, noon: dt.datetime) -> None:
    request = asked(person_id, noon)
    stale = noon - dt.timedelta(minutes=16)
    for proof in (Proof(frozenset({uuid.uuid4()}), "e-mail", noon), Proof(frozenset({person_id}), "e-mail", stale)):
        with pytest.raises(NotProved):
            services.prove(request=request, proof=proof, at=noon)


def test_each_state_follows_the_one_before_and_stands_in_the_ledger(person_id: uuid.UUID, noon: dt.datetime) -> None:
    request = asked(person_id, noon)
    services.prove(request=request, proof=Proof(frozenset({person_id}), "e-mail", noon), at=noon)
    services.start(request=request, at=noon)
    services.fulfil(request=request, at=noon)
    with pytest.raises(WrongState):
        services.deny(request=request, because=Denial.OTHER, at=noon)
    states = [entry.facts["status"] for entry in Entry.objects.filter(kind="right.correction").order_by("pk")]
    assert states == ["open", "open", "in_progress", "fulfilled"]


def test_three_working_days_pass_over_chinese_holidays_and_make_up_days(person_id: uuid.UUID) -> None:
    before_new_year = dt.datetime(2026, 2, 13, 9, tzinfo=dt.UTC)  # a Friday; Saturday the 14th is worked
    known = deadlines.clock(subject(asked(person_id, before_new_year)))
    assert known is not None
    assert known.due_on == dt.date(2026, 2, 25)


def test_the_clock_of_a_request_stops_with_its_end(person_id: uuid.UUID, noon: dt.datetime) -> None:
    request = asked(person_id, noon)
    services.deny(request=request, because=Denial.NO_MATCH, at=noon)
    assert deadlines.open_clocks() == []


def test_what_nobody_proves_expires_after_a_month(person_id: uuid.UUID, noon: dt.datetime) -> None:
    request = asked(person_id, noon)
    assert services.expire(at=noon + dt.timedelta(days=31)) == 1
    request.refresh_from_db()
    assert request.status == Status.EXPIRED
