"""What a carrier gets to bring a parcel passes the gate: on the buyer's record, and only while the carrier stands."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from policy.recipients import CARRIERS
from privacy.sharing import services as sharing
from privacy.sharing.models import Contract, Demand, Disclosure
from shop.orders import queries, services
from shop.orders.models import Order
from shop.orders.types import NotPossible
from tests import shelf
from tests.buying import buy
from tests.erasing import erase
from tests.people import account
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)

LAPSED = "2026-01-31"
ON_THE_PARCEL = ["orders.Order.address", "orders.Order.phone", "orders.Order.recipient_name"]


@pytest.fixture
def paid(sandbox: Sandbox) -> Order:
    shelf.furnish()
    _buyer, order = buy(sandbox, shelf.put())
    return Order.objects.get(pk=order.pk)


@pytest.fixture
def desk(noon: dt.datetime) -> Client:
    client = Client()
    client.force_login(account("orders@example.org", name="Dispatch", at=noon, role="orders"))
    return client


def passed(order: Order) -> list[Disclosure]:
    return list(Disclosure.objects.filter(recipient=CARRIERS.id, person=order.person_id, refused=""))


def contract(*, until: dt.date) -> None:
    """The newest contract with the carriers ends then."""
    start = dt.date(2020, 1, 1)
    at, paper = dt.datetime.now(dt.UTC), "0" * 64
    made = sharing.propose_contract(
        recipient=CARRIERS.id, starts_on=start, ends_on=until, document_sha256=paper, by="one", at=at
    )
    Contract.objects.filter(pk=made.pk).update(approved_by="other", approved_at=made.proposed_at)


@pytest.mark.keeps("share.providers")
def test_every_parcel_is_one_passage_that_the_buyer_sees(desk: Client, paid: Order) -> None:
    reply = desk.post(reverse("desk:ship", args=[paid.number]), {"tracking": "SF 1"})
    assert reply.status_code == 302
    [passage] = passed(paid)
    assert (passage.fields, passage.reference) == (ON_THE_PARCEL, paid.number)
    services.ship(order_id=paid.pk, by="again", at=passage.at)
    assert len(passed(paid)) == 1


@pytest.mark.keeps("share.providers", "protect.access")
def test_a_label_shows_what_the_carrier_gets_and_leaves_two_records(desk: Client, paid: Order) -> None:
    shown = desk.post(reverse("desk:label", args=[paid.number])).content.decode()
    assert "Ada Lovelace" in shown
    assert "BERLIN" in shown.upper()
    assert len(passed(paid)) == 1
    desk.post(reverse("desk:ship", args=[paid.number]), {"tracking": ""})
    assert len(passed(paid)) == 1, "the label was the passage"


@pytest.mark.keeps("share.providers")
def test_a_lapsed_contract_stops_the_parcel_with_words_and_changes_nothing(desk: Client, paid: Order) -> None:
    contract(until=dt.date.fromisoformat(LAPSED))
    for step in ("label", "ship"):
        reply = desk.post(reverse(f"desk:{step}", args=[paid.number]), {"tracking": ""})
        assert reply.status_code == 409
        assert "nothing may go to the carrier" in reply.content.decode()
    assert passed(paid) == []
    assert queries.status(Order.objects.get(pk=paid.pk)) == "paid"


@pytest.mark.keeps("share.providers")
def test_a_parcel_being_packed_when_the_contract_lapsed_still_goes_for_a_stated_time(paid: Order) -> None:
    lapse = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
    contract(until=lapse.date())
    services.pack(order_id=paid.pk, by="staff", at=lapse - dt.timedelta(days=1))
    services.ship(order_id=paid.pk, by="staff", at=lapse + dt.timedelta(days=3))
    assert passed(paid)[0].grace


@pytest.mark.keeps("share.providers")
def test_the_grace_is_over_in_time_and_a_dropped_carrier_gets_nothing(paid: Order) -> None:
    lapse = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
    contract(until=lapse.date())
    services.pack(order_id=paid.pk, by="staff", at=lapse - dt.timedelta(days=1))
    with pytest.raises(NotPossible):
        services.label(order_id=paid.pk, at=lapse + dt.timedelta(days=20))
    sharing.terminate(recipient=CARRIERS, reason="broke the rules", at=lapse)
    with pytest.raises(NotPossible):
        services.label(order_id=paid.pk, at=lapse)
    assert passed(paid) == []


@pytest.mark.keeps("share.providers", "right.deletion")
def test_the_carrier_is_asked_to_erase_when_the_buyer_is_erased(paid: Order, noon: dt.datetime) -> None:
    services.ship(order_id=paid.pk, by="staff", at=noon)
    erase(person_id=paid.person_id, at=noon)
    assert Demand.objects.get(recipient=CARRIERS.id).references == [paid.number]
