"""The one form on public pages: it has no token, so the browser's word on the origin counts."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # no cookie leaves before the notice was asked

PATH = "/en/currency/"
OWN = {"sec-fetch-site": "same-origin"}


def choose(client: Client, currency: str = "CNY", back: str = "/en/pieces/", **headers: str) -> tuple[int, str]:
    answer = client.post(PATH, {"currency": currency, "next": back}, headers=headers or OWN)
    return answer.status_code, answer.headers.get("Location", "")


def test_it_is_remembered_and_the_visitor_is_back(client: Client) -> None:
    assert choose(client) == (302, "/en/pieces/")
    cookie = client.cookies["currency"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("CNY", "Lax", True)


@pytest.mark.parametrize("currency", ["", "cny", "XXX", "CNY; Path=/", "\r\nSet-Cookie: a=b"])
def test_a_currency_without_prices_is_refused(client: Client, currency: str) -> None:
    assert choose(client, currency)[0] == 400
    assert not client.cookies


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "\t//evil.example",
        "evil",
    ],
)
def test_the_way_back_never_leads_elsewhere(client: Client, back: str) -> None:
    assert choose(client, back=back) == (302, "/en/")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 302),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "http://testserver"}, 302),
        ({"origin": "https://testserver"}, 403),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"referer": "http://testserver/en/pieces/"}, 302),
        ({"referer": "http://evil.example/http://testserver/"}, 403),
        ({"user-agent": "says nothing of where it comes from"}, 403),
    ],
)
def test_only_our_own_pages_may_send_it(client: Client, headers: dict[str, str], status: int) -> None:
    assert choose(client, **headers)[0] == status


def test_it_is_no_page(client: Client) -> None:
    assert client.get(PATH).status_code == 405
