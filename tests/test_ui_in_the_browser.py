"""The components in a real browser: accessible on both grounds, quiet in the console, whole without JavaScript."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import DESK, PHONE, Ground, NewPage, assert_accessible, assert_no_console_errors

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.mark.parametrize("ground", ["paper", "lacquer"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_components_are_accessible(new_page: NewPage, ground: Ground, viewport: ViewportSize) -> None:
    page = new_page(ground=ground, viewport=viewport)
    page.goto("/ui/")
    assert_accessible(page)
    assert_no_console_errors(page)


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_page_is_wider_than_its_screen(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/ui/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_large_text_still_fits_the_smallest_screen(new_page: NewPage, site: str, language: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, language=language)
    page.context.add_cookies([{"name": "text", "value": "large", "url": site}])
    page.goto("/ui/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert_accessible(page)


def test_touch_targets_of_the_frame_and_forms_are_large_enough(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto("/ui/")
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            ".button, .input, summary, .site-header :is(a, button), .switch button, .pagination a, .choice")]
          .filter((one) => one.checkVisibility()).filter((one) => one.getBoundingClientRect().height < 43.9)
          .map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_the_first_wrong_field_has_the_focus(page: Page) -> None:
    page.goto("/ui/")
    expect(page.locator("#id_email")).to_be_focused()


def test_a_ground_is_chosen_without_a_round_trip_and_remembered(page: Page) -> None:
    page.goto("/ui/")
    page.get_by_role("button", name="Lacquer").click()
    expect(page.locator("html")).to_have_attribute("data-ground", "lacquer")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-ground", "lacquer")
    page.get_by_role("button", name="System").click()
    assert page.context.cookies() == []


def test_a_ground_is_chosen_without_javascript(new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto("/ui/")
    page.get_by_role("button", name="Lacquer").click()
    expect(page.locator("html")).to_have_attribute("data-ground", "lacquer")


def test_the_seal_opens_by_keyboard_and_closes_by_escape(page: Page) -> None:
    page.goto("/ui/")
    seal = page.locator(".seal").first
    seal.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(seal.get_by_text("Used to deliver this order")).to_be_visible()
    page.keyboard.press("Escape")
    expect(seal).not_to_have_attribute("open", "")


def test_the_dialog_opens_with_and_without_javascript(new_page: NewPage) -> None:
    for javascript in (True, False):
        page = new_page(javascript=javascript)
        page.goto("/ui/")
        page.get_by_text("Ask before deleting").click()
        expect(page.get_by_role("heading", name="Delete your account")).to_be_visible()
        page.get_by_label("Close").click()
        expect(page.get_by_role("heading", name="Delete your account")).to_be_hidden()


def test_a_view_is_brought_nearer_by_keyboard(page: Page) -> None:
    page.goto("/ui/")
    page.locator("[data-view]").first.click()
    image = page.locator(".zoom img")
    expect(image).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("+")
    assert "scale(1.5)" in (image.get_attribute("style") or "")
    page.keyboard.press("Escape")
    expect(image).to_have_count(0)
    assert_no_console_errors(page)


def test_thumbnails_are_links_to_the_views_without_javascript(new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto("/ui/")
    page.locator(".gallery__thumbs a").nth(1).click()
    expect(page.locator("#view-2")).to_be_in_viewport(ratio=0.3)


def test_the_clock_counts_down(page: Page) -> None:
    page.goto("/ui/")
    expect(page.locator("[data-clock-time]")).to_contain_text("14:")


def test_the_menu_opens_on_a_phone_without_javascript(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, javascript=False)
    page.goto("/ui/")
    link = page.get_by_role("link", name="Commissions")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(link).to_be_visible()


def test_fonts_and_styles_of_a_first_view_are_light(page: Page) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    page.goto("/ui/", wait_until="networkidle")
    fonts = sum(size for url, size in sizes.items() if ".woff2" in url)
    scripts = sum(size for url, size in sizes.items() if ".js" in url)
    assert fonts <= 60_000
    assert scripts <= 25_000


def test_nothing_jumps_when_the_fonts_arrive(page: Page) -> None:
    page.add_init_script(
        """window.jumped = 0;
        const add = (list) => list.getEntries().forEach((shift) => (window.jumped += shift.value));
        new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto("/ui/", wait_until="networkidle")
    assert page.evaluate("window.jumped") < 0.01
