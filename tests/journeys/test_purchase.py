"""The main job in a real browser: browse, cart, checkout as a guest, pay on the provider's page, read the mail."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, Request, Route, expect
from pytest_django import Settings

from kit import clock
from kit.pages import SHELF
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.sharing.models import Message
from privacy.vault.services import hold_application_keys
from shop.orders import queries
from tests import shelf
from tests.browser import PHONE, NewPage, assert_accessible, assert_no_console_errors
from tests.buying import DETAILS, OWN, Buyer, newest_order, payment_ref, run_jobs
from tests.sandbox_process import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def bowl(site: str, sandbox: Sandbox, settings: Settings) -> int:
    settings.SITE_URL = site
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {
            **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
            "form-action": ["'self'", sandbox.url],
        }
    }
    shelf.furnish()
    return shelf.put(pictures=())


def fill_in(page: Page) -> None:
    for name, value in DETAILS.items():
        if name not in {"country", "note", "of_age"}:
            page.locator(f"[name={name}]").fill(value)
    page.locator("[name=of_age]").check()


def pay(page: Page, number: str = "4242 4242 4242 4242") -> None:
    page.locator("#name").fill("Ada Payer")
    page.locator("#number").fill(number)
    page.locator("#expiry").fill("08 / 39")
    page.locator("#cvv").fill("123")
    page.locator("button.main").click()


def mail() -> str:
    run_jobs()
    with acting(DELIVER_MAIL, by=Actor.system("test"), at=clock.now()):
        return str(Message.objects.order_by("-pk")[0].text)


@pytest.mark.keeps("collect.order", "collect.payment")
def test_a_guest_buys_a_piece_from_the_shelf_to_the_mail(new_page: NewPage, bowl: int) -> None:
    page = new_page(motion=True)
    asked: list[Request] = []
    page.on("request", lambda one: asked.append(one))  # noqa: PLW0108 - the driver wraps functions alone
    page.goto("/en/pieces/lotus-bowl/")
    page.get_by_role("button", name="Put into the cart").click()
    expect(page.locator("[data-cart-count]")).to_have_text("1")
    page.get_by_role("link", name="Go to the cart").click()
    expect(page.get_by_role("heading", name="Lotus Bowl")).to_be_visible()
    page.get_by_role("button", name="To checkout").click()
    expect(page.get_by_role("heading", name="Checkout", exact=True)).to_be_visible()
    page.get_by_label("Country or region").select_option("DE")
    expect(page.get_by_label("Street and house number")).to_be_visible()
    fill_in(page)
    assert_accessible(page)
    assert_no_console_errors(page)
    page.get_by_role("button", name="Order and pay").click()
    pay(page)
    expect(page.get_by_role("heading", name="Thank you. Your order is paid.")).to_be_visible()
    expect(page.locator("[data-cart-count]")).to_be_hidden()
    assert_accessible(page)
    assert "Lotus Bowl" in mail()
    pages = [one for one in asked if "/en/" in one.url and one.resource_type in {"document", "fetch"}]
    told = Counter(re.sub(r"L-\w+", "…", one.url.split("/en/")[1]) for one in pages)
    print("requests of a guest purchase:", len(pages), dict(told))
    assert len(pages) <= 10


def test_a_guest_buys_a_piece_without_scripts_on_a_phone_in_chinese(new_page: NewPage, bowl: int) -> None:
    page = new_page(viewport=PHONE, language="zh-CN", javascript=False)
    page.goto("/zh-hans/pieces/lotus-bowl/")
    page.get_by_role("button", name="放入购物车").click()
    page.get_by_role("button", name="去结账").click()
    page.locator("[name=country]").select_option("DE")
    page.get_by_role("button", name="显示该国家或地区的地址表").click()
    fill_in(page)
    page.get_by_role("button", name="下单并付款").click()
    pay(page)
    expect(page.get_by_role("heading", name="谢谢，订单已付款。")).to_be_visible()
    assert "莲纹碗" in mail()


def test_a_country_chosen_before_the_script_arrives_still_brings_its_form(page: Page, bowl: int) -> None:
    held: list[Route] = []
    page.route("**/checkout*.js", lambda route: held.append(route))  # noqa: PLW0108 - the driver wraps functions alone
    page.goto("/en/pieces/lotus-bowl/")
    page.get_by_role("button", name="Put into the cart").click()
    page.goto("/en/cart/")
    page.get_by_role("button", name="To checkout").click(no_wait_after=True)
    page.get_by_label("Country or region").select_option("DE")
    for route in held:
        route.continue_()
    expect(page.get_by_label("Street and house number")).to_be_visible()


def test_leaving_the_payment_page_keeps_everything(page: Page, bowl: int) -> None:
    page.goto("/en/pieces/lotus-bowl/")
    page.get_by_role("button", name="Put into the cart").click()
    page.goto("/en/cart/")
    page.get_by_role("button", name="To checkout").click()
    page.get_by_label("Country or region").select_option("DE")
    expect(page.get_by_label("Street and house number")).to_be_visible()
    fill_in(page)
    page.get_by_role("button", name="Order and pay").click()
    page.locator("button.quiet").click()
    expect(page.get_by_text("The payment was not completed")).to_be_visible()
    for name, value in DETAILS.items():
        if name in {"email", "name", "street", "floor", "room", "postal_code", "city"}:
            expect(page.locator(f"[name={name}]")).to_have_value(value)
    page.get_by_role("button", name="Order and pay").click()
    pay(page, "4000 0025 0000 3155")
    page.locator("button.main, button[value=confirm], form button").first.click()
    expect(page.get_by_role("heading", name="Thank you. Your order is paid.")).to_be_visible()


def test_a_whole_guest_purchase_costs_seven_requests_and_seventy_statements(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    counts: dict[str, int] = {}

    def counted(name: str, act: Callable[[], object]) -> None:
        with ExitStack() as stack:
            captures = [stack.enter_context(CaptureQueriesContext(connections[alias])) for alias in connections]
            act()
            counts[name] = sum(len(one) for one in captures)

    # What a serving process holds: its own keys from the start, small lists from the first visitor on.
    hold_application_keys()
    Buyer().client.get("/en/pieces/lotus-bowl/")
    Buyer().client.post("/en/cart/put/", {"piece": str(bowl), "quantity": "1"}, headers=OWN)
    SHELF.clear()
    counted("piece", lambda: buyer.client.get("/en/pieces/lotus-bowl/"))
    counted("begin", lambda: buyer.begin(bowl))
    counted("page", buyer.page)
    counted("country", buyer.shown)
    shown = re.search(r'name="shown" value="(\d+)"', buyer.last.content.decode())
    assert shown
    counted("order", lambda: buyer.order(shown=shown[1]))
    assert buyer.last.status_code == 302
    sandbox.act(payment_ref(newest_order()), "approve")
    number = newest_order().number
    counted("back", lambda: buyer.client.get("/en/checkout/back/"))
    counted("thanks", lambda: buyer.client.get(f"/en/orders/{number}/"))
    assert queries.status(newest_order()) == "paid"
    assert len(counts) == 7
    assert sum(counts.values()) <= 70, counts
