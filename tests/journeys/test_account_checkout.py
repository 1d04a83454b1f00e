"""Buying with an account in a real browser: two carts become one at sign-in, the address book fills the form."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from shop.accounts import services as accounts
from shop.accounts.models import Account
from shop.orders.services import cart
from tests import shelf
from tests.browser import assert_accessible, assert_no_console_errors
from tests.people import PASSWORD, account
from tests.sandbox_process import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once, pytest.mark.timeout(600)]
PARTS = {"country": "FR", "street": "12 rue des Laques", "floor": "3", "room": "31", "postal_code": "75003"}


@pytest.fixture
def owner(site: str, sandbox: Sandbox, settings: Settings) -> Account:
    """Somebody with an address book."""
    settings.SITE_URL = site
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "form-action": ["'self'", sandbox.url]}}
    found = account(at=clock.now())
    with acting(SELF, by=Actor.person(found.person_id), at=clock.now()):
        accounts.keep_address(
            person_id=found.person_id,
            recipient="Mei Lin",
            phone="+33 1 42 68 53 00",
            parts={**PARTS, "city": "Paris"},
            preferred=True,
            at=clock.now(),
        )
    return found


def test_the_cart_of_this_browser_and_of_the_account_are_bought_together(page: Page, owner: Account) -> None:
    shelf.furnish()
    shelf.put("lotus-bowl", pictures=())
    elsewhere = shelf.put("moon-tray", pictures=())
    cart.put(person_id=owner.person_id, piece_id=elsewhere, quantity=1, at=clock.now())
    page.goto("/en/pieces/lotus-bowl/")
    page.get_by_role("button", name="Put into the cart").click()
    expect(page.locator("[data-cart-count]")).to_have_text("1")
    page.goto("/en/account/login/")
    page.get_by_label("E-mail address").fill("mei@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.goto("/en/cart/")
    expect(page.locator("[data-cart-count]")).to_have_text("2")
    page.get_by_role("button", name="To checkout").click()
    expect(page.get_by_label("Street and house number")).to_have_value("12 rue des Laques")
    expect(page.get_by_label("Full name")).to_have_value("Mei Lin")
    expect(page.get_by_label("E-mail address")).to_have_value("mei@example.org")
    assert_accessible(page)
    page.get_by_role("button", name="Order and pay").click()
    for field, typed in (("name", "Mei Lin"), ("number", "4242 4242 4242 4242"), ("expiry", "08 / 39"), ("cvv", "123")):
        page.locator(f"#{field}").fill(typed)
    page.locator("button.main").click()
    expect(page.get_by_role("heading", name="Thank you. Your order is paid.")).to_be_visible()
    assert_no_console_errors(page)
    page.goto("/en/orders/")
    expect(page.get_by_text("Lotus Bowl")).to_be_visible()
    page.goto("/en/cart/")
    expect(page.get_by_role("button", name="To checkout")).to_have_count(0)
