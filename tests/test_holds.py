"""A hold keeps a piece for one buyer, ends by itself, and never sells a piece twice or loses one."""

import datetime as dt

import pytest
import time_machine

from kit import clock
from shop.catalogue import services as catalogue
from shop.catalogue.models import Piece
from shop.orders import queries, tasks
from shop.orders.models import EventKind, Hold, HoldState, Order, OrderEvent
from shop.orders.services import holding
from shop.payments import services
from shop.payments.models import Refund
from tests import shelf
from tests.buying import Buyer, buy, newest_order, payment_ref, run_jobs
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(minutes=16)
MUCH_LATER = dt.timedelta(minutes=46)


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put()


def stock(piece_id: int) -> int:
    return Piece.objects.values_list("stock", flat=True).get(pk=piece_id)


def test_a_hold_begins_at_checkout_and_shows_its_clock(bowl: int) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    until = Hold.objects.get().until
    assert dt.timedelta(minutes=14) < until - clock.now() <= dt.timedelta(minutes=15)
    assert f'datetime="{until:%Y-%m-%dT%H:%M:%SZ}"' in buyer.page()


def test_a_hold_that_ran_out_is_free_for_the_next_before_any_job_has_run(bowl: int) -> None:
    Buyer().begin(bowl)
    with time_machine.travel(clock.now() + LATER, tick=False):
        assert Buyer().begin(bowl) == 302
    assert [hold.state for hold in Hold.objects.order_by("pk")] == [HoldState.RELEASED, HoldState.ACTIVE]


def test_the_job_gives_back_once(bowl: int) -> None:
    Buyer().begin(bowl)
    for _ in range(2):
        tasks.release_holds({}, clock.now() + LATER)
    assert stock(bowl) == 1


def test_a_buyer_who_was_slow_still_buys_when_nobody_was_quicker(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    tasks.release_holds({}, clock.now() + LATER)
    assert buyer.order() == 302
    assert stock(bowl) == 0


def test_a_buyer_who_was_too_slow_gets_the_calm_page_and_nothing_is_ordered(bowl: int) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    tasks.release_holds({}, clock.now() + LATER)
    Buyer().begin(bowl)
    assert buyer.order() == 409
    assert "Somebody was quicker" in buyer.last.content.decode()
    assert not Order.objects.exists()


def test_while_a_bank_is_thinking_the_hold_does_not_end(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    buyer.order()
    sandbox.act(payment_ref(newest_order()), "pend_then_capture")
    buyer.back()
    tasks.release_holds({}, clock.now() + MUCH_LATER)
    assert Hold.objects.get().state == HoldState.ACTIVE
    assert stock(bowl) == 0


def test_late_money_claims_the_piece_anew(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    buyer.order()
    tasks.release_holds({}, clock.now() + MUCH_LATER)
    assert stock(bowl) == 1
    sandbox.act(payment_ref(newest_order()), "approve")
    buyer.back()
    assert queries.status(newest_order()) == "paid"
    assert stock(bowl) == 0


def test_late_money_for_a_piece_that_is_gone_goes_back_by_itself(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    buyer.order()
    late = newest_order()
    tasks.release_holds({}, clock.now() + MUCH_LATER)
    _other, sold = buy(sandbox, bowl)
    sandbox.act(payment_ref(late), "approve")
    buyer.back()
    run_jobs()
    assert queries.status(Order.objects.get(pk=sold.pk)) == "paid"
    assert queries.status(Order.objects.get(pk=late.pk)) == "refunded"
    assert Refund.objects.get().amount == late.total_minor
    assert stock(bowl) == 0


def test_a_second_payment_for_the_same_order_goes_back(bowl: int, sandbox: Sandbox) -> None:
    buyer, order = buy(sandbox, bowl)
    started = services.start(
        person_id=order.person_id, subject=order.number, amount=order.total, attempt_key="second-time",
        return_url="http://shop.example/", at=clock.now(),
    )  # fmt: skip
    sandbox.act(payment_ref(order), "approve")
    services.settle_from_provider(payment_id=started.payment_id, at=clock.now())
    run_jobs()
    assert Refund.objects.get().payment_id == started.payment_id
    assert OrderEvent.objects.filter(kind=EventKind.PAID).count() == 1
    assert queries.status(newest_order()) == "paid"
    assert buyer.last.status_code == 200


def test_unpaid_orders_end_after_a_day_and_their_late_money_goes_back(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    buyer.order()
    tasks.lapse({}, clock.now() + dt.timedelta(hours=25))
    assert queries.status(newest_order()) == "cancelled"
    assert stock(bowl) == 1
    sandbox.act(payment_ref(newest_order()), "approve")
    buyer.back()
    run_jobs()
    assert queries.status(newest_order()) == "refunded"


def test_even_when_stock_was_counted_wrongly_a_one_off_has_one_holder(bowl: int) -> None:
    Buyer().begin(bowl)
    catalogue.set_stock(piece_id=bowl, stock=1)
    assert Buyer().begin(bowl) == 409
    assert Hold.objects.filter(state=HoldState.ACTIVE).count() == 1


def test_a_series_is_held_as_often_as_there_are_pieces() -> None:
    shelf.furnish()
    tray = shelf.put(edition=3, stock=3)
    assert [Buyer().begin(tray) for _ in range(4)] == [302, 302, 302, 409]
    assert Buyer().begin(tray, quantity=2) == 409
    holding.release_expired(at=clock.now() + LATER)
    assert stock(tray) == 3


def test_all_or_nothing_is_held(bowl: int) -> None:
    other = shelf.put("tray")
    Buyer().begin(other)
    assert Buyer().begin(bowl, other) == 409
    assert stock(bowl) == 1
    assert Hold.objects.filter(piece_id=bowl, state=HoldState.ACTIVE).count() == 0
