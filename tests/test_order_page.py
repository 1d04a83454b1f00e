"""An order is seen by its owner alone; it is sent, cancelled and refunded as far as it may be."""

import re
import uuid

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kit import clock
from shop.catalogue.models import Piece
from shop.orders import queries, services
from shop.orders.models import Order, OrderEvent, OrderRefund
from shop.orders.types import NotPossible, RefundWish
from shop.payments.models import Refund
from tests import shelf
from tests.buying import Buyer, buy, newest_order, payment_ref, run_jobs
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put(edition=9, stock=9)


def stock(piece_id: int) -> int:
    return Piece.objects.values_list("stock", flat=True).get(pk=piece_id)


@pytest.mark.keeps("protect.access")
def test_unknown_and_foreign_orders_are_the_same_404(bowl: int, sandbox: Sandbox) -> None:
    _owner, order = buy(sandbox, bowl)
    stranger, _theirs = buy(sandbox, bowl, email="grace@example.org")
    foreign, absent = (stranger.client.get(f"/en/orders/{number}/") for number in (order.number, "L-22222222"))
    assert foreign.status_code == absent.status_code == 404
    assert foreign.content.replace(order.number.encode(), b"L-22222222") == absent.content
    assert stranger.client.post(f"/en/orders/{order.number}/cancel/").status_code == 404
    assert Client().get("/en/orders/with/not-a-token/").status_code == 404
    assert queries.status(Order.objects.get(pk=order.pk)) == "paid"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    bowl: int, sandbox: Sandbox, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    buyer = Buyer()
    for number in range(count):
        buyer.key += str(number)
        buy(sandbox, bowl, buyer=buyer)
    person_id = newest_order().person_id
    with django_assert_num_queries(4):
        orders = list(queries.orders_of([person_id], at=clock.now()))
        assert len(queries.briefs(orders, language="en")) == count
    assert buyer.client.get("/en/orders/").content.decode().count("Lotus Bowl") == count


def test_its_owner_cancels_before_it_is_packed_and_everything_goes_back(bowl: int, sandbox: Sandbox) -> None:
    buyer, order = buy(sandbox, bowl)
    buyer.client.post(f"/en/orders/{order.number}/cancel/")
    buyer.client.post(f"/en/orders/{order.number}/cancel/")
    run_jobs()
    assert queries.status(Order.objects.get(pk=order.pk)) == "refunded"
    assert Refund.objects.get().amount == order.total_minor
    assert stock(bowl) == 9


def test_what_has_left_the_studio_cannot_be_cancelled(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    services.pack(order_id=order.pk, by="staff", at=clock.now())
    services.ship(order_id=order.pk, by="staff", tracking="CN1", at=clock.now())
    with pytest.raises(NotPossible):
        services.cancel(order_id=order.pk, by="person", at=clock.now())
    services.deliver(order_id=order.pk, by="staff", at=clock.now())
    assert queries.status(Order.objects.get(pk=order.pk)) == "delivered"


def test_lines_and_delivery_are_refunded_and_never_more_than_was_paid(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    buyer.begin(bowl, quantity=2)
    buyer.order()
    order = newest_order()
    sandbox.act(payment_ref(order), "approve")
    buyer.back()
    line = order.lines.get()

    def refund(quantity: int, *, delivery: bool = False) -> OrderRefund:
        wish = RefundWish({line.pk: quantity}, delivery=delivery)
        return services.refund(order_id=order.pk, wish=wish, by="staff", reason="damaged", at=clock.now())

    assert refund(1).total_minor == 48000
    with pytest.raises(NotPossible):
        refund(2)
    with pytest.raises(NotPossible):
        refund(-1)
    assert refund(1, delivery=True).total_minor == 48000 + order.delivery_minor
    with pytest.raises(NotPossible):
        refund(0, delivery=True)
    run_jobs()
    assert sum(OrderRefund.objects.values_list("total_minor", flat=True)) == order.total_minor
    assert queries.status(Order.objects.get(pk=order.pk)) == "refunded"
    assert queries.refundable(order) == {line.pk: 0}


def test_its_page_says_once_that_it_is_packed_where_to_send_it_back_and_what_came_back(
    bowl: int, sandbox: Sandbox
) -> None:
    buyer, order = buy(sandbox, bowl)

    def page() -> str:
        return str(buyer.client.get(f"/en/orders/{order.number}/").content.decode())

    services.pack(order_id=order.pk, by="staff", at=clock.now())
    assert page().count(">Being packed</h3>") == 1
    assert "#returns" not in page()
    services.ship(order_id=order.pk, by="staff", at=clock.now())
    services.deliver(order_id=order.pk, by="staff", at=clock.now())
    assert 'href="/en/delivery/#returns"' in page()
    assert "<dt>Money returned</dt>" not in page()
    wish = RefundWish({order.lines.get().pk: 1}, delivery=False)
    services.refund(order_id=order.pk, wish=wish, by="staff", reason="damaged", at=clock.now())
    run_jobs()
    assert '<dt>Money returned</dt><dd class="numeric">€480.00</dd>' in page()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_days_to_send_a_piece_back_are_the_same_wherever_they_stand(language: str) -> None:
    for page in ("terms", "delivery"):
        told = Client().get(f"/{language}/{page}/").content.decode()
        assert set(re.findall(r"(\d+) (?:days|天)", told)) == {"14"}


def test_unpaid_orders_are_not_sent_or_refunded(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    buyer.order()
    order = newest_order()
    for verb in (services.pack, services.ship, services.deliver):
        with pytest.raises(NotPossible):
            verb(order_id=order.pk, by="staff", at=clock.now())
    wish = RefundWish({}, delivery=True)
    with pytest.raises(NotPossible):
        services.refund(order_id=order.pk, wish=wish, by="staff", reason="goodwill", at=clock.now())


def test_the_journal_is_never_changed(bowl: int, sandbox: Sandbox) -> None:
    buy(sandbox, bowl)
    event = OrderEvent.objects.order_by("pk")[0]
    event.text = "otherwise"
    with pytest.raises(TypeError):
        event.save()


@pytest.mark.keeps("right.deletion")
def test_a_paid_order_on_its_way_stands_against_a_deletion_and_a_delivered_one_does_not(
    bowl: int, sandbox: Sandbox
) -> None:
    _buyer, order = buy(sandbox, bowl)
    [reason] = queries.outstanding([order.person_id], clock.now())
    assert reason.reference == order.number
    services.ship(order_id=order.pk, by="staff", at=clock.now())
    services.deliver(order_id=order.pk, by="staff", at=clock.now())
    assert queries.outstanding([order.person_id], clock.now()) == []
    assert queries.outstanding([uuid.uuid4()], clock.now()) == []
