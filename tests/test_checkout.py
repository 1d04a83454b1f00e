"""From the cart to a paid order: once, for the right sum, with everything kept that was typed."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import Settings

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.children import registry as children
from privacy.children.models import Suspicion
from privacy.children.services import index_of_child
from privacy.datamap.vocabulary import SELF
from privacy.handles.models import Handle
from shop.accounts import services as accounts
from shop.catalogue import queries as catalogue
from shop.catalogue.models import Piece, Price
from shop.orders import queries
from shop.orders.models import Checkout, Hold, HoldState, Order, OrderLine
from shop.payments.models import Payment
from tests import shelf
from tests.buying import DETAILS, Buyer, buy, newest_order, payment_ref
from tests.people import account, signed_in
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put()


@pytest.fixture
def buyer() -> Buyer:
    return Buyer()


def stock(piece_id: int) -> int:
    return Piece.objects.values_list("stock", flat=True).get(pk=piece_id)


@pytest.mark.keeps("collect.order")
def test_a_guest_buys_a_piece(bowl: int, sandbox: Sandbox) -> None:
    buyer, order = buy(sandbox, bowl)
    text = buyer.last.content.decode()
    assert "Thank you. Your order is paid." in text
    assert "Ada Lovelace" in text
    assert "Bodestraße 1, Floor 2, Room 12" in text
    assert (order.goods_minor, order.delivery_minor, order.total_minor) == (48000, 3200, 51200)
    assert Payment.objects.get().amount == 51200
    assert queries.status(order) == "paid"
    assert stock(bowl) == 0
    assert Hold.objects.get().state == HoldState.SOLD
    line = OrderLine.objects.get()
    assert (line.names, line.serial) == ({"en": "Lotus Bowl", "zh-hans": "莲纹碗"}, "SJ-lotus-bowl")


@pytest.mark.keeps("collect.order")
def test_the_total_shown_is_the_total_ordered_is_the_total_asked_for(bowl: int, sandbox: Sandbox) -> None:
    other = shelf.put("tray", prices={"EUR": 10050})
    buyer = Buyer()
    buyer.begin(bowl, other)
    shown = buyer.shown("FR")
    text = re.sub(r"\s", "", buyer.last.content.decode())
    assert "€612.50" in text  # 480.00 + 100.50 + 32.00
    buyer.order(country="FR", postal_code="75001", city="Paris")
    order = newest_order()
    asked = sandbox.call("GET", f"/v1/payments/{payment_ref(order)}").json()
    assert int(shown) == order.total_minor == asked["amount"] == int(Decimal("612.50") * 100)
    assert asked["currency"] == order.currency == "EUR"


def test_a_buyer_with_an_account_finds_the_preferred_address_filled_in(bowl: int, noon: dt.datetime) -> None:
    owner = account(at=noon)
    with acting(SELF, by=Actor.person(owner.person_id), at=noon):
        for street, preferred in (("1 rue des Laques", True), ("2 rue des Autres", False)):
            parts = {"country": "FR", "street": street, "postal_code": "75003", "city": "Paris"}
            accounts.keep_address(
                person_id=owner.person_id, recipient="Mei Lin", phone="", parts=parts, preferred=preferred, at=noon
            )
    buyer = Buyer(signed_in())
    buyer.begin(bowl)
    page = buyer.page()
    for typed in ("1 rue des Laques", "75003", "Mei Lin", "mei@example.org"):
        assert f'value="{typed}"' in page
    assert '<option value="FR" selected>' in page
    assert "2 rue des Autres" not in page


def test_a_guest_finds_nothing_of_anybody(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buy(sandbox, bowl)
    buyer.begin(bowl)
    page = buyer.page()
    assert "Lovelace" not in page
    assert "Bodestraße" not in page


def test_pressing_twice_is_one_order_and_one_payment(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buyer.begin(bowl)
    assert buyer.begin(bowl) == 302
    assert (buyer.order(), buyer.order()) == (302, 302)
    first = buyer.last.headers["Location"]
    buyer.order()
    assert buyer.last.headers["Location"] == first
    assert (Checkout.objects.count(), Order.objects.count(), Payment.objects.count()) == (1, 1, 1)


def test_the_owner_is_never_blocked_by_their_own_hold(bowl: int, buyer: Buyer) -> None:
    buyer.begin(bowl)
    for _ in range(3):
        buyer.key += "x"
        assert buyer.begin(bowl) == 302
    other = shelf.put("tray")
    buyer.key += "y"
    assert buyer.begin(bowl, other) == 302
    assert (stock(bowl), stock(other)) == (0, 0)
    buyer.key += "z"
    assert buyer.begin(other) == 302
    assert (stock(bowl), stock(other)) == (1, 0)


def test_somebody_else_gets_a_calm_page(bowl: int, buyer: Buyer) -> None:
    buyer.begin(bowl)
    other = Buyer()
    assert other.begin(bowl) == 409
    text = other.last.content.decode()
    assert "Somebody was quicker" in text
    assert "Lotus Bowl" in text
    assert not Checkout.objects.filter(key=other.key).exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "ada", "no whole e-mail address"),
        ("phone", "ring me", "country code"),
        ("name", "42", "as it stands at the door"),
        ("city", "", "Please fill this in."),
        ("postal_code", "ABC", "Codes there look like 26133"),
    ],
)
def test_a_fault_is_said_at_its_field_and_everything_typed_is_kept(
    bowl: int, buyer: Buyer, field: str, value: str, said: str
) -> None:
    buyer.begin(bowl)
    assert buyer.order(**{field: value}) == 422
    text = buyer.last.content.decode()
    assert said in text
    assert f'id="id_{field}_error"' in text
    assert re.search(rf'<input[^>]*name="{field}"[^>]*autofocus', text)
    for name, typed in DETAILS.items():
        if name not in {field, "country"}:
            assert typed in text
    assert not Order.objects.exists()


def test_who_knows_their_address_better_says_so(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buyer.begin(bowl)
    assert buyer.order(postal_code="ABC") == 422
    assert "The address is right as I wrote it" in buyer.last.content.decode()
    assert buyer.order(postal_code="ABC", sure="on") == 302


def test_another_country_shows_its_own_form_and_judges_nothing_yet(bowl: int, buyer: Buyer) -> None:
    buyer.begin(bowl)
    answer = buyer.client.post("/en/checkout/", {"email": "half", "country": "JP"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Prefecture" in text
    assert "half" in text
    assert "field--wrong" not in text
    parts = buyer.client.post("/en/checkout/parts/", {"country": "JP"}).content.decode()
    assert "Prefecture" in parts
    assert "<html" not in parts


@pytest.mark.keeps("collect.order")
@pytest.mark.parametrize("odd", ["1", "0", "-51200", "51200.0", "1e999999", "٥١٢٠٠", "NaN", "9" * 30, ""])
def test_a_total_from_the_browser_buys_nothing_cheaper(bowl: int, buyer: Buyer, odd: str) -> None:
    buyer.begin(bowl)
    assert buyer.order(shown=odd) == 409
    assert not Order.objects.exists()


@pytest.mark.keeps("collect.order")
def test_prices_sums_and_shipping_from_the_browser_are_not_even_read(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buyer.begin(bowl)
    lies = {
        "total_minor": "1",
        "goods_minor": "1",
        "delivery_minor": "0",
        "price": "1",
        "currency": "JPY",
        "zone": "china",
    }
    assert buyer.order(**lies, person="1", number="L-1", checkout_id="1") == 302
    order = newest_order()
    assert (order.total_minor, order.currency, order.zone) == (51200, "EUR", "europe")


@pytest.mark.keeps("collect.order")
def test_a_price_that_changed_is_shown_before_it_is_ordered(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buyer.begin(bowl)
    shown = buyer.shown()
    Price.objects.filter(piece=bowl, currency="EUR").update(minor=50000)
    assert buyer.order(shown=shown) == 409
    assert "The total has changed" in buyer.last.content.decode()
    assert buyer.order() == 302
    assert newest_order().total_minor == 53200


@pytest.mark.keeps("collect.order")
def test_what_was_ordered_stays_as_it_was(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buyer.begin(bowl)
    buyer.order()
    Price.objects.filter(piece=bowl, currency="EUR").update(minor=1)
    other = shelf.put("tray")
    buyer.client.post("/en/cart/put/", {"piece": other, "quantity": "1"}, headers={"sec-fetch-site": "same-origin"})
    order = newest_order()
    sandbox.act(payment_ref(order), "approve")
    buyer.back()
    order = newest_order()
    assert queries.status(order) == "paid"
    assert order.total_minor == Payment.objects.get().captured == 51200
    assert [line.piece_id for line in order.lines.all()] == [bowl]


def test_leaving_the_payment_page_brings_back_to_checkout_with_everything_kept(
    bowl: int, buyer: Buyer, sandbox: Sandbox
) -> None:
    buyer.begin(bowl)
    buyer.order()
    first = newest_order()
    sandbox.act(payment_ref(first), "cancel")
    text = buyer.back().content.decode()
    assert "Nothing was charged" in text
    for name, typed in DETAILS.items():
        if name not in {"country", "phone"}:
            assert typed in text
    assert buyer.order() == 302
    assert Order.objects.count() == 1
    sandbox.act(payment_ref(first), "approve")
    buyer.back()
    assert queries.status(newest_order()) == "paid"
    assert Payment.objects.count() == 2


def test_changing_something_after_a_failed_payment_makes_a_new_order_and_ends_the_old(
    bowl: int, buyer: Buyer, sandbox: Sandbox
) -> None:
    buyer.begin(bowl)
    buyer.order()
    old = newest_order()
    sandbox.act(payment_ref(old), "cancel")
    buyer.back()
    assert buyer.order(street="Unter den Linden 3") == 302
    new = newest_order()
    assert new.number != old.number
    assert queries.status(Order.objects.get(pk=old.pk)) == "cancelled"
    sandbox.act(payment_ref(new), "approve")
    buyer.back()
    assert queries.status(newest_order()) == "paid"


def test_not_knowing_is_called_checking_and_never_failed(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buyer.begin(bowl)
    buyer.order()
    sandbox.act(payment_ref(newest_order()), "pend_then_capture")
    for _ in range(2):
        text = buyer.back().content.decode()
        assert "We are checking your payment" in text
        assert "failed" not in text.casefold()
    sandbox.fault("retrieve", "error")
    assert "We are checking your payment" in buyer.back().content.decode()
    sandbox.act(payment_ref(newest_order()), "settle")
    assert "Your order is paid" in buyer.back().content.decode()


def test_a_provider_that_is_down_loses_nothing(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buyer.begin(bowl)
    sandbox.fault("create", "error", times=5)
    assert buyer.order() == 503
    text = buyer.last.content.decode()
    assert "cannot be reached just now" in text
    assert DETAILS["street"] in text
    sandbox.fault("create", "error", times=0)
    assert buyer.order() == 302
    assert Order.objects.count() == 1


def test_without_a_checkout_there_is_only_the_cart(client: Client) -> None:
    for answer in (client.get("/en/checkout/"), client.post("/en/checkout/", DETAILS)):
        assert answer.headers["Location"] == "/en/cart/"
    assert "does not know which order" in client.get("/en/checkout/back/").content.decode()


@pytest.mark.parametrize("line", ["1:0", "1:-1", "x", "1:1e3", "1:100", ":", "1", "1:1:1"])
def test_nonsense_lines_are_refused(client: Client, buyer: Buyer, line: str) -> None:
    form = {"key": buyer.key, "line": [line]}
    answer = client.post("/en/checkout/begin/", form, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 400


def test_other_sites_cannot_begin_a_checkout(client: Client, bowl: int) -> None:
    form = {"key": "x" * 30, "line": [f"{bowl}:1"]}
    assert client.post("/en/checkout/begin/", form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not Checkout.objects.exists()


def test_a_checkout_posted_without_token_is_refused(bowl: int, settings: Settings) -> None:
    buyer = Buyer(Client(enforce_csrf_checks=True))
    buyer.begin(bowl)
    assert buyer.client.post("/en/checkout/", DETAILS).status_code == 403


def test_unpublished_or_unpriced_pieces_cannot_be_bought(bowl: int, buyer: Buyer) -> None:
    hidden = shelf.put("hidden", published=False)
    yen = shelf.put("yen", prices={"JPY": 80000})
    assert buyer.begin(hidden) == 409
    assert buyer.begin(yen) == 409
    assert buyer.begin(999999) == 409
    assert catalogue.snapshot([yen], "EUR", "en")[0].stock == 1


def test_the_seals_say_what_the_data_map_says(bowl: int, buyer: Buyer) -> None:
    buyer.begin(bowl)
    text = buyer.page()
    assert "Making, packing and delivering what you ordered" in text
    assert "Parcel carriers" in text
    assert "Six months after the order" in text


@pytest.mark.keeps("children.under-13")
def test_a_guest_says_that_they_are_old_enough_where_they_live_and_nothing_of_it_is_kept(
    bowl: int, buyer: Buyer, sandbox: Sandbox
) -> None:
    buyer.begin(bowl)
    assert buyer.order(of_age="") == 422
    text = buyer.last.content.decode()
    assert "I am 16 or older" in text
    assert "Please let a parent or guardian order" in text
    assert not Order.objects.exists()
    assert buyer.order() == 302
    assert {name for name in (field.name for field in Order._meta.fields) if "age" in name.split("_")} == set()
    assert "of_age" not in str(dict(buyer.client.session.items()))


@pytest.mark.keeps("children.under-13")
def test_the_age_is_that_of_the_country_and_is_said_anew_when_it_changes(
    bowl: int, buyer: Buyer, sandbox: Sandbox
) -> None:
    buyer.begin(bowl)
    for country, years in (("DE", 16), ("US", 13), ("IN", 18)):
        buyer.shown(country)  # chosen, with the box ticked for the country before
        text = buyer.last.content.decode()
        assert f"I am {years} or older" in text
        assert not re.search(r'name="of_age"[^>]*checked', text)


@pytest.mark.keeps("children.under-13")
def test_who_signed_up_was_asked_there_and_is_not_asked_again(bowl: int, sandbox: Sandbox, noon: dt.datetime) -> None:
    account("ada@example.org", at=noon)
    buyer = Buyer(signed_in("ada@example.org"))
    buyer.begin(bowl)
    assert "of_age" not in buyer.page()
    assert buyer.order(of_age="") == 302


@pytest.mark.keeps("children.under-13")
def test_a_note_in_a_childs_words_is_looked_at(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buyer.begin(bowl)
    assert buyer.order(note="I am 11 years old, please wrap it.") == 302
    found = Suspicion.objects.get()
    assert (found.channel, found.source, found.person_id) == ("orders", newest_order().number, newest_order().person_id)


@pytest.mark.keeps("children.guardian")
def test_whose_order_it_is_is_known_to_the_guardians_desk(bowl: int, buyer: Buyer, sandbox: Sandbox) -> None:
    buyer.begin(bowl)
    buyer.order()
    order = newest_order()
    assert children.owner_of(order.number) == order.person_id
    assert children.owner_of("L-NOBODYS2") is None
    [handle] = Handle.objects.filter(person_id=order.person_id, kind="email")
    assert index_of_child(order.number) == handle.index
