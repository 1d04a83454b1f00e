"""A payer on the sandbox bank's page, in a real browser: no script needed, both languages, and back to the shop."""

import http.server
import threading
import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, NewPage, assert_accessible, assert_no_console_errors
from tests.sandbox_process import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


class Shop(http.server.BaseHTTPRequestHandler):
    """Where payers come back to: another origin than the bank's."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>back</title><h1>Back at the shop</h1>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the parent's name
        """Nothing."""


@pytest.fixture
def back() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/back"
    server.shutdown()


def bank_page(sandbox: Sandbox, back: str, language: str = "en") -> tuple[str, str]:
    wish = {"amount": 128000, "currency": "EUR", "reference": "L-7F3KQ2MB", "payee": "Shijiang Lacquer Art"}
    wish |= {"return_url": back, "language": language}
    told = sandbox.call("POST", "/v1/payments", wish, **{"Idempotency-Key": uuid.uuid4().hex}).json()
    return told["id"], told["url"]


def fill_in(page: Page, number: str, cvv: str = "123") -> None:
    page.locator("#name").fill("Ada Payer")
    page.locator("#number").fill(number)
    page.locator("#expiry").fill("08 / 39")
    page.locator("#cvv").fill(cvv)
    page.locator("button.main").click()


def test_a_card_that_must_be_confirmed_leads_back_to_the_shop_without_script(
    new_page: NewPage, sandbox: Sandbox, back: str
) -> None:
    ref, url = bank_page(sandbox, back)
    page = new_page(javascript=False)
    page.goto(url)
    fill_in(page, "4000 0025 0000 3155", cvv="12")
    expect(page.locator("#cvv")).to_be_focused()
    expect(page.locator("#name")).to_have_value("Ada Payer")
    expect(page.locator("#number")).to_have_value("")
    fill_in(page, "4000 0025 0000 3155")
    page.get_by_role("button", name="Approve the payment").click()
    expect(page.get_by_role("heading", name="Back at the shop")).to_be_visible()
    assert page.url == back
    assert sandbox.call("GET", f"/v1/payments/{ref}").json()["state"] == "captured"
    assert page.context.cookies() == []
    assert_no_console_errors(page)


def test_a_payer_who_thinks_better_of_it_comes_back_too(new_page: NewPage, sandbox: Sandbox, back: str) -> None:
    ref, url = bank_page(sandbox, back)
    page = new_page(javascript=False)
    page.goto(url)
    page.get_by_role("button", name="Cancel and return").click()
    expect(page.get_by_role("heading", name="Back at the shop")).to_be_visible()
    assert sandbox.call("GET", f"/v1/payments/{ref}").json()["state"] == "cancelled"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_bank_pages_are_accessible(new_page: NewPage, sandbox: Sandbox, back: str, language: str) -> None:
    _, url = bank_page(sandbox, back, language)
    for scheme in ("light", "dark"):
        page = new_page(viewport=PHONE, color_scheme=scheme, bypass_csp=True)
        page.goto(url)
        assert_accessible(page)
        page.locator("button.main").click()
        expect(page.locator(".error").first).to_be_visible()
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    fill_in(page, "4000 0025 0000 3155")
    expect(page.locator("h1")).to_be_visible()
    assert_accessible(page)
