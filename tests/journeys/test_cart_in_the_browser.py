"""The cart follows from page to page and tab to tab in the browser's own storage, and works without it."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests import shelf
from tests.browser import NewPage, assert_accessible, assert_no_console_errors

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put(edition=5, stock=5)


def lay_in(page: Page, piece_id: int, quantity: int = 1) -> None:
    """What the object page's button does."""
    lines = json.dumps({str(piece_id): [quantity, 1000]})
    page.evaluate("(lines) => localStorage.setItem('cart', lines)", lines)


@pytest.mark.keeps("collect.local-storage")
def test_two_tabs_show_the_same_cart_and_storage_holds_numbers_alone(page: Page, bowl: int) -> None:
    page.goto("/en/cart/")
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    other = page.context.new_page()
    other.goto("/en/cart/")
    lay_in(other, bowl)
    expect(page.get_by_role("heading", name="Lotus Bowl")).to_be_visible()
    page.get_by_label("Quantity").fill("3")
    page.get_by_role("button", name="Change").click()
    expect(page.locator(".cart-line__sum")).to_contain_text("1,440")
    other.reload()
    expect(other.locator(".cart-line__sum")).to_contain_text("1,440")
    stored = page.evaluate("() => JSON.stringify(localStorage)")
    assert set(json.loads(stored)) == {"cart"}
    [line] = json.loads(json.loads(stored)["cart"]).values()
    assert line[0] == 3
    assert page.context.cookies() == []
    assert_accessible(page)
    page.get_by_role("button", name="Take out").click()
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    assert_no_console_errors(page)


@pytest.mark.keeps("collect.local-storage")
def test_without_storage_the_forms_go_to_the_server(new_page: NewPage, bowl: int) -> None:
    page = new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed') } })")
    page.goto("/en/cart/")
    page.evaluate(
        """(piece) => {
            const main = document.querySelector("main");
            main.insertAdjacentHTML("afterbegin", `<form method="post" action="/en/cart/put/" data-cart="add">
            <input name="piece" value="${piece}"><input name="quantity" value="1"><button>Add</button></form>`);
        }""",
        bowl,
    )
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Lotus Bowl")).to_be_visible()
    page.get_by_role("button", name="Take out").click()
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
