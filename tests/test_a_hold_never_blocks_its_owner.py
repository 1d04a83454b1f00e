"""Who holds a piece sees that it is theirs and the way on; everybody else sees that somebody is at the checkout."""

import pytest
from django.test import Client

from kit import clock
from privacy.handles import services as handles
from privacy.handles.types import Kind
from shop.orders.models import Checkout, Hold
from tests import shelf
from tests.buying import Buyer

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = "/en/pieces/lotus-bowl/availability/"


def test_the_holder_is_led_on_and_others_are_told() -> None:
    shelf.furnish()
    holder = Buyer()
    holder.begin(shelf.put(stock=1, edition=1))
    own, others = (client.get(PLACE).content.decode() for client in (holder.client, Client()))
    assert "Held for you" in own
    assert "/en/checkout/" in own
    assert "Held for somebody" in others
    assert "Held for you" not in others


def test_the_same_press_again_goes_on_though_the_first_answer_never_came() -> None:
    shelf.furnish()
    piece = shelf.put(stock=1, edition=1)
    first = Buyer()
    assert first.begin(piece) == 302
    again = Buyer()  # the browser has no cookie: the answer that set it was lost
    assert again.begin(piece, key=first.key) == 302
    assert "Lotus" in again.page()
    assert Buyer().begin(piece) == 409
    assert Checkout.objects.count() == 1


def test_whoever_ordered_with_a_key_is_given_away_to_nobody_who_has_it() -> None:
    shelf.furnish()
    piece = shelf.put(stock=1, edition=1)
    first = Buyer()
    assert first.begin(piece) == 302
    handles.attach(person_id=Checkout.objects.get().person_id, kind=Kind.EMAIL, value="ada@example.org", at=clock.now())
    assert Buyer().begin(piece, key=first.key) == 409


def test_a_hold_that_ran_out_is_told_on_the_page_and_the_language_is_the_pages() -> None:
    shelf.furnish()
    buyer = Buyer()
    buyer.begin(shelf.put())
    assert "The hold has ended. When you pay" not in buyer.page()
    Hold.objects.update(until=clock.now())
    assert "The hold has ended. When you pay" in buyer.page()
    buyer.shown()
    buyer.language = "zh-hans"
    buyer.shown()
    assert "莲纹碗" in buyer.last.content.decode()
