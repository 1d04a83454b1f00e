"""Dispatch packs, sends and refunds at the desk; a recipient is masked until opened for the parcel, on record."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from kit import clock
from policy.purposes import FULFIL_ORDER
from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.access.types import Actor
from shop.orders import queries
from shop.orders.models import Invoice, Order
from shop.orders.papers import glyphs
from tests import shelf
from tests.buying import buy, run_jobs
from tests.people import account
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)


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


def url(name: str, order: Order) -> str:
    return reverse(f"desk:{name}", args=[order.number])


@pytest.mark.keeps("protect.masking", "protect.access")
def test_lists_and_orders_are_masked_and_opening_for_dispatch_is_on_record(desk: Client, paid: Order) -> None:
    for page in (reverse("desk:orders"), url("order", paid)):
        shown = desk.get(page).content.decode()
        assert paid.number in shown
        assert "Lovelace" not in shown
        assert "Bodestraße" not in shown
    assert not Opening.objects.filter(actor_kind="staff").exists()
    opened = desk.post(url("dispatch", paid)).content.decode()
    assert "Ada Lovelace" in opened
    assert "Bodestraße" in opened
    record = Opening.objects.get(actor_kind="staff")
    assert (record.purpose, record.reason, record.person_id) == ("fulfil-order", paid.number, paid.person_id)


def test_the_desk_is_told_of_characters_on_a_paper_that_no_font_has(
    desk: Client, paid: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = glyphs.characters() - {ord("v")}
    monkeypatch.setattr(glyphs, "characters", lambda: known)
    run_jobs()
    [paper] = queries.papers_of(paid.number, at=clock.now())
    assert paper.undrawn > 1
    page = desk.get(url("order", paid)).content.decode()
    assert f"{paper.undrawn} characters are in none of our fonts" in page
    Invoice.objects.update(undrawn=0)
    assert "in none of our fonts" not in desk.get(url("order", paid)).content.decode()


def test_an_address_that_is_opened_reads_as_on_a_letter(desk: Client, paid: Order) -> None:
    page = reverse("desk:person", args=[paid.person_id])
    assert "Bodestraße" not in desk.get(page).content.decode()
    opened = desk.post(page, {"purpose": "fulfil-order", "reference": paid.number}).content.decode()
    assert re.search(r"(?i)Bodestraße 1[^<]*<br>10178 Berlin<br>", opened)
    assert "&#x27;street&#x27;" not in opened


def test_an_order_is_packed_sent_and_arrives_and_the_buyer_is_told(desk: Client, paid: Order) -> None:
    for step, data in (("pack", {}), ("ship", {"tracking": "SF 1234 5678"}), ("deliver", {})):
        assert desk.post(url(step, paid), data).status_code == 302
    run_jobs()
    order = Order.objects.get(pk=paid.pk)
    assert queries.status(order) == "delivered"
    with acting(FULFIL_ORDER, by=Actor.system("test"), at=clock.now()):
        assert "SF 1234 5678" in {step.text for step in queries.steps(order)}


def test_what_does_not_fit_is_told_and_changes_nothing(desk: Client, paid: Order) -> None:
    reply = desk.post(url("deliver", paid))
    assert reply.status_code == 409
    assert "does not fit" in reply.content.decode()
    assert queries.status(Order.objects.get(pk=paid.pk)) == "paid"


def test_a_refund_of_a_line_goes_back_once(desk: Client, paid: Order) -> None:
    line = paid.lines.all()[0]
    wish = {"reason": "goodwill", f"line_{line.pk}": "1"}
    assert desk.post(url("refund", paid), wish).status_code == 302
    assert desk.post(url("refund", paid), wish).status_code in {200, 409}
    run_jobs()
    assert queries.refundable(paid)[line.pk] == 0


def test_a_delivery_that_was_returned_is_not_offered_again(desk: Client, paid: Order) -> None:
    assert "Delivery as well" in desk.get(url("order", paid)).content.decode()
    desk.post(url("refund", paid), {"reason": "goodwill", "delivery": "on"})
    assert "Delivery as well" not in desk.get(url("order", paid)).content.decode()
    assert desk.post(url("refund", paid), {"reason": "goodwill", "delivery": "on"}).status_code == 200


@pytest.mark.parametrize(
    "wish", [{"reason": "goodwill"}, {"reason": "because"}, {"reason": "goodwill", "line_{pk}": "99"}]
)
def test_a_refund_of_nothing_or_too_much_is_refused(desk: Client, paid: Order, wish: dict[str, str]) -> None:
    pk = str(paid.lines.all()[0].pk)
    reply = desk.post(url("refund", paid), {name.format(pk=pk): value for name, value in wish.items()})
    assert reply.status_code in {200, 409}
    assert queries.refundable(paid)[int(pk)] == 1


def test_a_refund_of_nothing_says_what_to_fill_in_where_it_was_asked_for(desk: Client, paid: Order) -> None:
    shown = desk.post(url("refund", paid), {"reason": "goodwill"}).content.decode()
    assert "<details open><summary>Refund" in shown
    assert "Say how many pieces go back" in shown


@pytest.mark.keeps("protect.access")
@pytest.mark.parametrize("step", ["dispatch", "label", "pack", "ship", "deliver", "cancel", "refund"])
def test_the_workshop_and_customers_can_move_nothing(paid: Order, noon: dt.datetime, step: str) -> None:
    for email, role, status in (("workshop@example.org", "workshop", 403), ("customer@example.org", "", 404)):
        client = Client()
        client.force_login(account(email, at=noon, role=role))
        assert client.post(url(step, paid), {"reason": "goodwill"}).status_code == status
    assert queries.status(Order.objects.get(pk=paid.pk)) == "paid"


def test_an_unknown_order_is_not_found(desk: Client) -> None:
    assert desk.get(reverse("desk:order", args=["L-NOTHING"])).status_code == 404
