"""The cart's page: prices from the server alone, no cookie before a form needs one, and it works without storage."""

import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.catalogue import services as catalogue
from shop.catalogue.types import PieceWords
from shop.orders.models import Cart
from tests import shelf

pytestmark = pytest.mark.django_db
OWN = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put()


def lines(**quantities: int) -> dict[str, str]:
    return {"lines": json.dumps({key.removeprefix("p"): [quantity, 1000] for key, quantity in quantities.items()})}


def test_looking_at_the_cart_sets_no_cookie_and_asks_the_database_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/en/cart/")  # the first to ask learns what was announced; the process holds that
    with django_assert_num_queries(0):
        answer = client.get("/en/cart/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Nothing here yet" in answer.content.decode()


@pytest.mark.parametrize("others", [0, 2])
def test_the_browsers_lines_come_back_with_our_prices_in_one_query(
    client: Client, bowl: int, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ids = [bowl, *(shelf.put(f"bowl-{n}") for n in range(others))]
    client.post("/en/cart/lines/", lines(**{f"p{bowl}": 1}), headers=OWN)  # words of the catalogue are read once
    with django_assert_num_queries(1):
        answer = client.post("/en/cart/lines/", lines(**{f"p{one}": 1 for one in ids}), headers=OWN)
    assert "€480.00" in answer.content.decode()
    assert not answer.cookies


def test_prices_follow_the_language_and_the_chosen_currency(client: Client, bowl: int) -> None:
    chinese = client.post("/zh-hans/cart/lines/", lines(**{f"p{bowl}": 1}), headers=OWN).content.decode()
    assert "3,790.00" in chinese
    assert "莲纹碗" in chinese
    client.cookies["currency"] = "CNY"
    assert "3,790.00" in client.post("/en/cart/lines/", lines(**{f"p{bowl}": 1}), headers=OWN).content.decode()


def test_without_storage_the_cart_lies_on_the_server(client: Client, bowl: int) -> None:
    answer = client.post("/en/cart/put/", {"piece": bowl, "quantity": "1"}, follow=True, headers=OWN)
    assert "Lotus Bowl" in answer.content.decode()
    assert "session" in client.cookies
    client.post("/en/cart/put/", {"piece": bowl, "quantity": "0"}, headers=OWN)
    assert "Lotus Bowl" not in client.get("/en/cart/").content.decode()


def test_a_server_cart_and_the_browsers_are_joined(client: Client, bowl: int) -> None:
    other = shelf.put("tray", texts={"en": PieceWords("Moon Tray")})
    client.post("/en/cart/put/", {"piece": bowl, "quantity": "1"}, headers=OWN)
    text = client.post("/en/cart/lines/", lines(**{f"p{other}": 1}), headers=OWN).content.decode()
    assert "Lotus Bowl" in text
    assert "Moon Tray" in text
    assert set(Cart.objects.get().lines) == {str(bowl), str(other)}


def test_other_sites_cannot_fill_our_carts(client: Client, bowl: int) -> None:
    origins: list[dict[str, str]] = [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}]
    for origin in origins:
        for path in ("put", "lines", "keep"):
            assert client.post(f"/en/cart/{path}/", {"piece": bowl, "quantity": 1}, headers=origin).status_code == 403
    assert not Cart.objects.exists()


def test_what_is_gone_is_said_and_cannot_go_to_checkout(client: Client, bowl: int) -> None:
    catalogue.take(piece_id=bowl, quantity=1)
    text = client.post("/en/cart/lines/", lines(**{f"p{bowl}": 1}), headers=OWN).content.decode()
    assert "Sold, or held for somebody else" in text
    assert "disabled" in text


def test_unknown_pieces_are_left_out_and_nonsense_is_refused(client: Client, bowl: int) -> None:
    assert "Nothing here yet" in client.post("/en/cart/lines/", lines(p999999=1), headers=OWN).content.decode()
    assert client.post("/en/cart/lines/", {"lines": "{"}, headers=OWN).status_code == 400
    assert client.post("/en/cart/put/", {"piece": bowl, "quantity": "1e9"}, headers=OWN).status_code == 400
    assert client.get("/en/cart/put/").status_code == 405


def test_a_price_from_the_browser_changes_nothing(client: Client, bowl: int) -> None:
    sneaky = lines(**{f"p{bowl}": 1}) | {"price": "1", "total": "1", "currency": "JPY"}
    assert "€480.00" in client.post("/en/cart/lines/", sneaky, headers=OWN).content.decode()
