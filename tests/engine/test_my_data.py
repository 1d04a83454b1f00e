"""Everybody sees what is known of them, and nobody else's."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from policy.recipients import MAIL_RELAY
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.handles.models import Handle
from privacy.rights import services
from privacy.rights.export.data import pieces
from privacy.rights.models import ProofCode
from privacy.rights.types import Proof, Right
from privacy.sharing import services as sharing
from privacy.sharing.models import Message
from privacy.sharing.services import disclose, note_passages
from tests.engine.asking import CODE, MY_DATA, PROVE, code_in_mail, guest, proved, signed_in
from tests.example.filling import CANARY, filled
from tests.example.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(noon: dt.datetime) -> Iterator[None]:
    with time_machine.travel(noon):
        yield


@pytest.mark.keeps("right.access")
def test_a_signed_in_person_sees_what_is_known_and_why(client: Client, noon: dt.datetime) -> None:
    person_id = filled(noon)
    with acting(DELIVER_MAIL, by=Actor.system("mailer"), at=noon):
        str(Handle.objects.get().value)
    page = signed_in(client, person_id).get(MY_DATA).content.decode()
    program = "the program that sends our mail"
    for known in (f"{CANARY}@example.org", f"{CANARY} 0", "Letters", "Writing to you", "You said yes", program):
        assert known in page, known
    assert f"hash-{CANARY}" not in page


def test_stored_choices_are_shown_in_words_of_the_reader(client: Client, noon: dt.datetime) -> None:
    person_id = filled(noon)
    proof = Proof(frozenset({person_id}), "session", noon)
    services.lodge(proof=proof, right=Right.COMPLAINT, words="", language="en", at=noon)
    page = signed_in(client, person_id).get(MY_DATA.replace("/en/", "/zh-hans/")).content.decode()
    assert {one for one in ("投诉", "待处理", "网站") if f"<dd>{one}</dd>" not in page} == set()
    assert "<dd>complaint</dd>" not in page


@pytest.mark.keeps("right.access")
def test_nobody_elses_data_shows(client: Client, noon: dt.datetime) -> None:
    filled(noon, "other-8q")
    page = signed_in(client, filled(noon, "myself")).get(MY_DATA).content.decode()
    assert "myself" in page
    assert "other-8q" not in page


def test_whoever_has_shown_nothing_is_asked_who_they_are(client: Client) -> None:
    response = client.get(MY_DATA)
    assert (response.status_code, response["Location"]) == (302, PROVE)


def test_nothing_is_stored_on_the_way(client: Client, noon: dt.datetime) -> None:
    response = signed_in(client, filled(noon)).get(MY_DATA)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@pytest.mark.keeps("store.retention")
def test_what_has_expired_is_not_shown_however_late_the_sweep(client: Client, noon: dt.datetime) -> None:
    person_id = filled(noon)
    with time_machine.travel(noon + dt.timedelta(days=40)):
        page = signed_in(client, person_id).get(MY_DATA).content.decode()
        assert f"{CANARY} 0" in page
        assert page.count("<dt>Sender</dt>") == 0  # a month, while the letter lives six
    with time_machine.travel(noon + dt.timedelta(days=200)):
        assert f"{CANARY} 0" not in client.get(MY_DATA).content.decode()


@pytest.mark.keeps("right.access")
def test_a_guest_proves_an_address_and_sees_every_person_that_bears_it(client: Client) -> None:
    first, second = guest("guest@example.org"), guest("guest@example.org")
    page = proved(client, "Guest@Example.org").get(MY_DATA).content.decode()
    assert str(first) in page
    assert str(second) in page


def test_an_account_that_proved_the_address_stays_closed_to_a_guest(client: Client, noon: dt.datetime) -> None:
    filled(noon, "owner")
    mine = guest("owner@example.org")
    page = proved(client, "owner@example.org").get(MY_DATA).content.decode()
    assert str(mine) in page
    assert "owner 0" not in page


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client) -> None:
    guest("known@example.org")
    known = client.post(PROVE, {"email": "known@example.org"})
    unknown = Client().post(PROVE, {"email": "unknown@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Message.objects.count() == 1


def test_a_code_works_in_its_own_browser_alone(client: Client) -> None:
    guest("guest@example.org")
    client.post(PROVE, {"email": "guest@example.org"})
    thief = Client()
    thief.post(PROVE, {"email": "nobody@example.org"})
    thief.post(CODE, {"code": code_in_mail()})
    assert thief.get(MY_DATA).status_code == 302


def test_five_wrong_tries_end_a_code(client: Client) -> None:
    guest("guest@example.org")
    client.post(PROVE, {"email": "guest@example.org"})
    right = code_in_mail()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post(CODE, {"code": wrong}).status_code == 422
    assert client.post(CODE, {"code": right}).status_code == 422


def test_a_code_lives_a_quarter_of_an_hour_and_works_once(client: Client, noon: dt.datetime) -> None:
    guest("guest@example.org")
    client.post(PROVE, {"email": "guest@example.org"})
    with time_machine.travel(noon + dt.timedelta(minutes=16)):
        assert client.post(CODE, {"code": code_in_mail()}).status_code == 422
    proved(client, "guest@example.org")
    assert not ProofCode.objects.exclude(used_at=None).exclude(pk__in=ProofCode.objects.filter(tries=1)).exists()
    with time_machine.travel(noon + dt.timedelta(minutes=31)):
        assert client.get(MY_DATA).status_code == 302


def test_no_more_than_five_codes_an_hour_are_mailed(client: Client) -> None:
    guest("guest@example.org")
    for _ in range(8):
        client.post(PROVE, {"email": "guest@example.org"})
    assert Message.objects.count() == 5


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_no_more_for_more_rows(
    client: Client, noon: dt.datetime, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person_id = filled(noon)
    for _ in range(count):
        Letter.objects.create(person_id=person_id, text="more", written_at=noon)
    signed_in(client, person_id)
    with django_assert_max_num_queries(120):
        client.get(MY_DATA)


@pytest.mark.keeps("share.providers", "right.access")
def test_what_left_the_house_shows_at_once_with_recipient_fields_purpose_contract_and_place(
    client: Client, noon: dt.datetime
) -> None:
    person_id = filled(noon)
    mine = signed_in(client, person_id)
    assert "Received by" not in mine.get(MY_DATA).content.decode()
    fields = {"to": Handle.objects.get().value}
    disclose(to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=person_id, fields=fields, at=noon)
    page = mine.get(MY_DATA).content.decode()
    day = date_format(dt.date.fromisoformat(MAIL_RELAY.contract_until), "DATE_FORMAT")
    said = (MAIL_RELAY.title, DELIVER_MAIL.title, "China", f"under contract until {day}")
    for word in said:
        assert f"{word}".replace("'", "&#x27;") in page, word


@pytest.mark.keeps("share.providers", "right.access")
def test_two_versions_of_a_contract_with_the_same_end_are_told_apart_on_the_page_and_in_the_download(
    client: Client, noon: dt.datetime
) -> None:
    person_id = filled(noon)
    until, gone = dt.date(2027, 6, 1), {"to": Handle.objects.get().value}
    for paper in ("0" * 64, "1" * 64):
        contract = sharing.propose_contract(
            recipient=MAIL_RELAY.id, starts_on=noon.date(), ends_on=until, document_sha256=paper, by="lin", at=noon
        )
        sharing.approve_contract(contract_id=contract.pk, by="chen", at=noon)
        disclose(to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=person_id, fields=gone, at=noon)
    page = signed_in(client, person_id).get(MY_DATA).content.decode()
    for version in (1, 2):
        assert f"under version {version} of the contract, until 1 June 2027" in page
    exported = json.loads("".join(pieces(frozenset([person_id]), [], noon)))
    [passages] = [one["rows"] for one in exported["kinds"] if one["id"] == "privacy_sharing.Disclosure"]
    assert [one["fields"]["contract_version"] for one in passages] == [1, 2]


@pytest.mark.keeps("share.providers", "right.access")
def test_the_firms_behind_a_recipient_are_told_where_it_received_something_while_they_worked_for_it(
    client: Client, noon: dt.datetime
) -> None:
    person_id = filled(noon)
    said = {"recipient": MAIL_RELAY.id, "does": "keeps the machines"}
    left = sharing.keep_sub_recipient(name="Eastwind", country="FR", at=noon, **said)
    sharing.end_sub_recipient(firm_id=left.pk, ended_on=noon.date() - dt.timedelta(days=1), at=noon)
    sharing.keep_sub_recipient(name="Westwind", country="DE", at=noon, **said)
    disclose(
        to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=person_id, fields={"to": Handle.objects.get().value}, at=noon
    )
    page = signed_in(client, person_id).get(MY_DATA).content.decode()
    assert "works with Westwind (Germany)" in page
    assert "Eastwind" not in page


@pytest.mark.keeps("share.transfer", "share.disclosure", "right.access")
@pytest.mark.parametrize(
    ("passage", "said"),
    [
        (("T-7Q2K", "FR", "transfer"), ("Whoever takes the studio over (T-7Q2K)", "under the same promises", "France")),
        (("public", "", "publication"), ("The public, as law or court ordered", "An order to publish")),
    ],
)
def test_what_went_by_another_door_than_the_gate_is_told_in_words(
    client: Client, noon: dt.datetime, passage: tuple[str, str, str], said: tuple[str, ...]
) -> None:
    person_id, (recipient, country, purpose) = filled(noon), passage
    fields = {person_id: ["privacy_handles.Handle.value"]}
    note_passages(recipient=recipient, country=country, purpose=purpose, fields=fields, at=noon)
    page = signed_in(client, person_id).get(MY_DATA).content.decode()
    for words in said:
        assert words in page
    assert "under contract until" not in page
