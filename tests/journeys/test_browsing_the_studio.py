"""A visitor browses: home, collection, piece, search; in both languages, with and without scripts."""

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from shop.catalogue import services
from tests import shelf
from tests.browser import DESK, PHONE, Ground, NewPage, assert_accessible, assert_no_console_errors

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

WORDS = {
    "en": {
        "collections": "Collections",
        "room": "Red Room",
        "piece": "Lotus Bowl",
        "search": "Search",
        "switch": "简体中文",
    },
    "zh-hans": {"collections": "系列", "room": "朱室", "piece": "莲纹碗", "search": "搜索", "switch": "English"},
}


@pytest.fixture(autouse=True)
def studio() -> None:
    shelf.furnish()
    shelf.put()
    shelf.put("pond-tray", form="tray", position=1, texts=shelf.draft().texts)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_the_front_door_to_a_piece_and_back_by_search(
    new_page: NewPage, language: str, *, javascript: bool
) -> None:
    words = WORDS[language]
    page = new_page(language={"zh-hans": "zh-CN"}.get(language, language), javascript=javascript)
    page.goto("/")
    expect(page).to_have_url(re.compile(f"/{language}/$"))
    page.get_by_role("navigation").first.get_by_role("link", name=words["collections"]).click()
    page.get_by_role("heading", name=words["room"]).get_by_role("link").click()
    page.get_by_role("heading", name=words["piece"]).first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words["piece"])
    expect(page).to_have_url(re.compile(f"/{language}/pieces/lotus-bowl/$"))
    page.get_by_role("banner").get_by_role("link", name=words["search"]).click()
    page.get_by_role("searchbox").fill(words["piece"][:2])
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("main").get_by_role("heading", name=words["piece"])).to_have_count(2)
    page.get_by_role("link", name=words["switch"]).click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans" if language == "en" else "en")
    expect(page).to_have_url(re.compile("search/.*q="))
    assert not page.context.cookies()
    assert_no_console_errors(page)


# Asked for with words and filters: as they stand alone, all pages are looked at in test_every_page_in_a_browser.py.
PATHS = ("pieces/?colour=cinnabar", "pieces/?colour=none", "search/?q=lotus", "search/?q=nothing")


@pytest.mark.parametrize(
    ("viewport", "language", "ground"),
    [(PHONE, "zh-hans", "lacquer"), (DESK, "en", "paper")],
    ids=["phone", "desk"],
)
def test_what_was_looked_for_is_shown_accessibly_and_fits_its_screen(
    new_page: NewPage, ground: Ground, viewport: ViewportSize, language: str
) -> None:
    page = new_page(ground=ground, viewport=viewport)
    for path in PATHS:
        page.goto(f"/{language}/{path}")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
    assert_no_console_errors(page)


def test_the_smallest_screen_with_large_text_still_holds_the_object_page(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.context.add_cookies([{"name": "text", "value": "large", "url": site}])
    for path in ("/en/pieces/lotus-bowl/", "/zh-hans/", "/en/pieces/?available=1"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_currency_is_chosen_by_one_press_and_kept(new_page: NewPage, *, javascript: bool) -> None:
    page = new_page(javascript=javascript)
    page.goto("/en/pieces/lotus-bowl/")
    page.get_by_role("button", name="CNY").click()
    expect(page.locator(".price")).to_have_text("CN¥3,790.00")
    expect(page).to_have_url(re.compile("/en/pieces/lotus-bowl/$"))
    page.goto("/en/pieces/")
    expect(page.get_by_role("main")).to_contain_text("CN¥3,790.00")


def test_a_piece_that_was_sold_meanwhile_says_so_on_a_page_that_stays_open(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/en/pieces/lotus-bowl/")
    region = page.locator("[data-fresh]")
    expect(region).to_contain_text("One piece exists")
    services.take(piece_id=shelf.ids()[0], quantity=1)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(region).to_contain_text("Not for sale at present")
    expect(region.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_delivery_is_shown_to_the_country_one_chooses(new_page: NewPage, *, javascript: bool) -> None:
    page = new_page(javascript=javascript)
    page.goto("/en/pieces/lotus-bowl/")
    region = page.locator('[data-region="delivery"]')
    page.get_by_label("Delivery to").select_option(label="Japan")
    if not javascript:
        region.get_by_role("button", name="Show").click()
    expect(region).to_contain_text("with you between")
    expect(page.get_by_label("Delivery to")).to_have_value("JP")
    assert_no_console_errors(page)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_nothing_moves_when_another_country_has_other_duties(
    new_page: NewPage, language: str, viewport: ViewportSize
) -> None:
    page = new_page(language=language, viewport=viewport)
    page.goto(f"/{'en' if language == 'en-US' else 'zh-hans'}/pieces/lotus-bowl/")
    words, places = page.locator("[data-sent-to]"), set()
    for country in ("JP", "CN", "US", "DE", "GB", "AE"):
        chosen = page.locator(f'#country option[value="{country}"]').inner_text()
        page.locator("#country").select_option(country)
        expect(words).to_contain_text(chosen)
        box = page.locator("[data-fresh]").bounding_box()
        places.add(box and round(box["y"] + page.evaluate("scrollY")))
    assert len(places) == 1


def test_the_first_view_on_a_phone_belongs_to_the_piece_and_the_question_hides_nothing(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto("/en/pieces/lotus-bowl/")
    sheet = page.locator("[data-consent-sheet] .sheet")
    expect(page.locator(".price")).to_be_in_viewport()
    expect(sheet).to_be_hidden()
    page.evaluate("scrollTo(0, 600)")
    expect(sheet).to_be_visible()
    last = page.locator(".site-footer__last")
    last.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    foot, top = last.bounding_box(), sheet.bounding_box()
    assert foot
    assert top
    assert foot["y"] + foot["height"] <= top["y"]
