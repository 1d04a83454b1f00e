"""Nothing leaves but through the gate, and what leaves is declared, under contract, agreed to and on record."""

import dataclasses
import datetime as dt
import uuid

import pytest

from policy.purposes import FULFIL_ORDER
from policy.recipients import CARRIERS, MAIL_RELAY
from privacy.access.models import Opening
from privacy.datamap import registry
from privacy.datamap.types import Recipient
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.sharing import services
from privacy.sharing.models import Disclosure
from privacy.sharing.types import Refused
from privacy.vault.sealed import Sealed

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("share.providers")]
ADDRESS = "yuki@example.org"


@pytest.fixture
def address(person_id: uuid.UUID, noon: dt.datetime) -> Sealed:
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value=ADDRESS, at=noon)
    value: Sealed = Handle.objects.get().value
    return value


def test_what_is_declared_goes_through_and_is_on_record(address: Sealed, noon: dt.datetime) -> None:
    opened = services.disclose(
        to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=address.person_id, fields={"to": address}, at=noon
    )
    assert opened == {"to": ADDRESS}
    went = Disclosure.objects.get()
    assert (went.recipient, went.fields, went.refused) == ("mail-relay", ["privacy_handles.Handle.value"], "")
    assert Opening.objects.get().actor == "gate mail-relay"


def test_a_field_not_shared_with_the_recipient_is_refused_and_that_is_on_record(
    address: Sealed, noon: dt.datetime
) -> None:
    with pytest.raises(Refused, match="not declared as shared"):
        services.disclose(
            to=CARRIERS, purpose=FULFIL_ORDER, person_id=address.person_id, fields={"to": address}, at=noon
        )
    assert "not declared" in Disclosure.objects.get().refused
    assert not Opening.objects.exists()


def test_a_purpose_the_recipient_is_not_engaged_for_is_refused(address: Sealed, noon: dt.datetime) -> None:
    with pytest.raises(Refused, match="not engaged"):
        services.disclose(
            to=MAIL_RELAY, purpose=FULFIL_ORDER, person_id=address.person_id, fields={"to": address}, at=noon
        )


@pytest.mark.parametrize(
    "lapsed",
    [
        dataclasses.replace(MAIL_RELAY, contract_until="2026-05-31"),
        dataclasses.replace(MAIL_RELAY, review_due="2026-05-31"),
    ],
)
def test_a_lapsed_contract_or_review_shuts_the_gate(
    address: Sealed, noon: dt.datetime, lapsed: Recipient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.recipients, MAIL_RELAY.id, lapsed)
    with pytest.raises(Refused):
        services.disclose(
            to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=address.person_id, fields={"to": address}, at=noon
        )


@pytest.mark.keeps("links.ad-partners")
def test_a_terminated_recipient_gets_nothing_from_the_next_call_on(address: Sealed, noon: dt.datetime) -> None:
    services.terminate(recipient=MAIL_RELAY, reason="sold addresses on", at=noon)
    with pytest.raises(Refused, match="terminated"):
        services.disclose(
            to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=address.person_id, fields={"to": address}, at=noon
        )


def test_a_stranger_is_refused_even_with_a_made_up_register_entry(address: Sealed, noon: dt.datetime) -> None:
    stranger = dataclasses.replace(CARRIERS, id="stranger")
    with pytest.raises(Refused, match="register"):
        services.disclose(
            to=stranger, purpose=DELIVER_MAIL, person_id=address.person_id, fields={"to": address}, at=noon
        )
