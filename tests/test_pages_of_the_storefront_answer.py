"""Every page of the storefront answers in both languages, whatever is in the address."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client

from shop.catalogue.types import CURRENCIES, PieceWords
from tests import shelf
from ui.preferences import LOOKS

pytestmark = pytest.mark.django_db

PAGES = [
    "", "pieces/", "pieces/?colour=cinnabar&order=price&from=1&to=9999", "pieces/?page=2", "pieces/lotus-bowl/",
    "pieces/lotus-bowl/?country=JP", "pieces/lotus-bowl/availability/", "pieces/lotus-bowl/delivery/?country=DE",
    "collections/", "collections/red/", "search/", "search/?q=lotus", "search/?q=nothing", "studio/", "craft/", "care/",
    "delivery/", "imprint/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def studio() -> None:
    shelf.furnish()
    shelf.put()
    shelf.put("pond-tray", form="tray", stock=0)
    shelf.put("hidden", published=False)


def read(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", PAGES)
def test_the_page_answers_without_any_cookie(client: Client, language: str, page: str) -> None:
    read(client, f"/{language}/{page}")
    assert not client.cookies


@pytest.mark.parametrize(
    "path",
    ["pieces/hidden/", "pieces/none/", "collections/none/", "collections/night/", "pieces/hidden/availability/",
     "pieces/none/delivery/", "pieces/none/passport.svg", "none/"],
)  # fmt: skip
def test_what_is_not_public_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/en/{path}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=x", "page=99999999999999999999", "page=²", "from=x", "from=1e999", "from=-5", "to=NaN",
     "from=9999999999999999", "from=999999999999999", "order=x", "colour=%FF",
     "technique=" + "x" * 5000, "available=yes", "collection=a&collection=b", "q=" + "%E6%BC%86" * 500, "from=٣"],
)  # fmt: skip
def test_nothing_in_the_address_of_a_list_breaks_it(client: Client, query: str) -> None:
    read(client, f"/en/pieces/?{query}")
    read(client, f"/en/search/?{query}")


def test_the_front_door_leads_to_the_readers_language(client: Client) -> None:
    for accepted, home in (("zh-CN,zh;q=0.9", "/zh-hans/"), ("de,en;q=0.5", "/en/"), ("", "/en/"), ("xx", "/en/")):
        answer = client.get("/", headers={"accept-language": accepted})
        assert (answer.status_code, answer.headers["Location"]) == (302, home)
        assert not answer.cookies


def test_a_page_names_itself_and_its_sibling_in_the_other_language(client: Client) -> None:
    page = read(client, "/zh-hans/pieces/lotus-bowl/?utm_source=x")
    own = f"{settings.SITE_URL}/zh-hans/pieces/lotus-bowl/"
    assert f'<link rel="canonical" href="{own}">' in page
    assert f'hreflang="zh-Hans" href="{own}"' in page
    for tag in ("en", "x-default"):
        assert f'hreflang="{tag}" href="{settings.SITE_URL}/en/pieces/lotus-bowl/"' in page
    assert '<html lang="zh-Hans"' in page
    assert "莲纹碗" in page


def test_the_language_switch_keeps_the_page_and_what_was_asked(client: Client) -> None:
    page = read(client, "/en/pieces/?colour=cinnabar")
    assert 'href="/zh-hans/pieces/?colour=cinnabar" lang="zh-Hans"' in page


def test_structured_data_tells_price_and_availability_and_cannot_break_out(client: Client) -> None:
    shelf.put(texts={"en": PieceWords("</script><b>&", "<!-- <script>")})
    page = read(client, "/en/pieces/lotus-bowl/")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    data = json.loads(block)
    assert data["name"] == "</script><b>&"
    assert (data["offers"]["price"], data["offers"]["priceCurrency"]) == ("480.00", "EUR")
    assert data["offers"]["availability"] == "https://schema.org/InStock"
    assert "<b>&" not in page


def test_prices_are_those_set_for_the_chosen_currency(client: Client) -> None:
    assert "€480.00" in read(client, "/en/pieces/lotus-bowl/")
    client.cookies["currency"] = "CNY"
    assert "CN¥3,790.00" in read(client, "/en/pieces/lotus-bowl/")
    client.cookies["currency"] = "made up"
    assert "€480.00" in read(client, "/en/pieces/lotus-bowl/")
    del client.cookies["currency"]
    assert "¥3,790.00" in read(client, "/zh-hans/pieces/lotus-bowl/")


def test_what_cannot_be_had_cannot_be_put_in_the_cart(client: Client) -> None:
    assert 'data-cart="add"' in read(client, "/en/pieces/lotus-bowl/")
    assert 'data-cart="add"' not in read(client, "/en/pieces/pond-tray/")
    client.cookies["currency"] = "JPY"
    assert 'data-cart="add"' not in read(client, "/en/pieces/lotus-bowl/")


def test_an_object_page_says_what_delivery_costs_to_the_country_asked_for(client: Client) -> None:
    assert "Sent to Germany. " in read(client, "/en/pieces/lotus-bowl/")
    assert "Sent to Japan. " in read(client, "/en/pieces/lotus-bowl/?country=JP")
    assert "寄往中国：" in read(client, "/zh-hans/pieces/lotus-bowl/?country=no-such-country")


def test_related_pieces_say_why(client: Client) -> None:
    assert "The same technique: Carved lacquer" in read(client, "/en/pieces/lotus-bowl/")


def test_machines_are_told_what_there_is(client: Client) -> None:
    site_map = read(client, "/sitemap.xml")
    for tag in ("en", "zh-hans"):
        assert f"<loc>{settings.SITE_URL}/{tag}/pieces/lotus-bowl/</loc>" in site_map
    assert "hidden" not in site_map
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in read(client, "/robots.txt")
    assert json.loads(read(client, "/site.webmanifest"))["name"] == "Shijiang Lacquer Art"


def test_the_preferences_pages_may_depend_on_are_those_there_are() -> None:
    assert settings.PAGE_PREFERENCES["currency"] == CURRENCIES
    assert {name: values[1:] for name, values in LOOKS.items()} == {
        name: settings.PAGE_PREFERENCES[name] for name in LOOKS
    }
