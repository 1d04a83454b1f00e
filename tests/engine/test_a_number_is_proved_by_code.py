"""Who gave a number and no address proves it by a code sent there; nobody gets to an account that way."""

import datetime as dt
import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.handles import services as handles
from privacy.handles.queries import held
from privacy.handles.types import Kind
from privacy.rights import identity, services
from privacy.rights.models import ProofCode
from privacy.rights.types import Right
from privacy.sharing import services as sharing
from privacy.sharing import texting
from privacy.sharing.models import Message
from tests.engine.asking import CODE, MY_DATA, PROVE
from tests.example.models import Letter
from tests.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.access")]
PHONE = "+33123456789"


@pytest.fixture
def guest() -> uuid.UUID:
    person_id = handles.newcomer(handles={Kind.PHONE: PHONE}, at=clock.now())
    Letter.objects.create(person_id=person_id, text="lotus and heron", written_at=clock.now())
    return person_id


def text_sent(at: dt.datetime | None = None) -> str:
    message = Message.objects.get(channel="text")
    with acting(SELF, by=Actor.person(message.person_id), at=at or clock.now()):
        return str(message.text)


def test_a_code_sent_to_a_number_shows_what_hangs_on_it(client: Client, guest: uuid.UUID) -> None:
    assert client.post(PROVE, {"email": "", "phone": "+33 1 23 45 67 89"}).status_code == 302
    found = re.search(r"\d{6}", text_sent())
    assert found
    assert client.post(CODE, {"code": "000000" if found[0] != "000000" else "111111"}).status_code == 422
    assert client.post(CODE, {"code": found[0]}).status_code == 302
    assert "lotus and heron" in client.get(MY_DATA).content.decode()


def test_an_unknown_number_looks_the_same_and_gets_nothing(client: Client) -> None:
    assert client.post(PROVE, {"email": "", "phone": PHONE}).status_code == 302
    assert ProofCode.objects.count() == 1
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"email": "", "phone": ""}, {"email": "", "phone": "12"}, {"email": "x", "phone": ""}]
)
def test_what_is_neither_is_said_at_the_field(client: Client, typed: dict[str, str]) -> None:
    assert client.post(PROVE, typed).status_code == 422
    assert not ProofCode.objects.exists()


def test_where_no_text_message_reaches_anybody_no_number_is_asked_for(client: Client, settings: Settings) -> None:
    settings.PRIVACY_LOCAL_OUTBOX = False
    assert 'name="phone"' not in client.get(PROVE).content.decode()
    assert client.post(PROVE, {"email": "", "phone": PHONE}).status_code == 422


@pytest.mark.parametrize("kind", [Kind.PHONE, Kind.EMAIL])
def test_a_handle_typed_into_an_account_and_never_proved_leads_nobody_to_its_data(
    client: Client, noon: dt.datetime, kind: Kind
) -> None:
    value = PHONE if kind is Kind.PHONE else "slip@example.org"
    person = account("mei@example.org", name="Mei Lin", at=noon).person_id
    handles.attach(person_id=person, kind=kind, value=value, at=noon)
    handle = held(person_id=person, kind=kind, value=value).get()
    assert not identity.bearers(handle.index)


def test_the_code_goes_to_the_number_that_was_named(client: Client, guest: uuid.UUID, settings: Settings) -> None:
    settings.PRIVACY_LOCAL_OUTBOX = False
    sent: list[str] = []
    texting.use(lambda number, _text: sent.append(number))
    try:
        handles.attach(person_id=guest, kind=Kind.PHONE, value="+33123456780", at=clock.now() + dt.timedelta(days=1))
        client.post(PROVE, {"email": "", "phone": PHONE})
        sharing.deliver(key=Message.objects.get().key, at=clock.now())
    finally:
        texting._senders.pop()
    assert sent == [PHONE]


def test_staff_send_a_code_by_text_where_no_address_is_known(guest: uuid.UUID, noon: dt.datetime) -> None:
    case = services.receive_by_staff(person_ids=[guest], right=Right.ACCESS, words="x", language="en", at=noon)
    code_id = identity.send_code_for(case, at=noon)
    assert code_id
    found = re.search(r"\d{6}", text_sent(noon))
    assert found
    assert identity.read_out(case, code_id=code_id, code=found[0], at=noon)


def test_no_number_at_all_is_no_way(noon: dt.datetime) -> None:
    nobody = handles.newcomer(handles={}, at=noon)
    case = services.receive_by_staff(person_ids=[nobody], right=Right.ACCESS, words="x", language="en", at=noon)
    assert identity.send_code_for(case, at=noon) is None
    with pytest.raises(ValidationError):
        handles.newcomer(handles={Kind.PHONE: "12"}, at=noon)
