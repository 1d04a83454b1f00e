"""From sign-up to the account's pages, in both languages, with and without JavaScript, with nothing for axe to find."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, NewPage, assert_accessible, assert_no_console_errors
from tests.mailbox import newest
from tests.people import PASSWORD, account

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
EMAIL = "mei@example.org"


def open_account(page: Page, name: str) -> None:
    """The three fields of the form, then the code from the mail."""
    page.locator("#id_name").fill(name)
    page.locator("#id_email").fill(EMAIL)
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_country").select_option("FR")
    page.locator("#id_birth_year").fill("1988")
    assert_accessible(page)
    page.locator("main form button").last.click()
    expect(page.locator("#id_code")).to_be_visible()
    assert_accessible(page)
    page.locator("#id_code").fill(newest(EMAIL).code)
    page.locator("main form button").first.click()


@pytest.mark.keeps("collect.account")
def test_in_english_to_an_address_in_the_book(page: Page) -> None:
    page.goto("/en/account/signup/")
    open_account(page, "Mei Lin")
    expect(page.get_by_text("Good to see you, Mei Lin.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Address book").click()
    page.get_by_role("link", name="Add an address").click()
    page.get_by_label("Country or region").select_option("FR")
    page.get_by_role("button", name="Go on").click()
    assert_accessible(page)
    page.get_by_label("Street and house number").fill("12 rue des Laques")
    page.get_by_label("Floor").fill("3")
    page.get_by_label("Flat or room").fill("31")
    page.get_by_label("Postcode").fill("7500")
    page.get_by_label("Town or city").fill("Paris")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("looks unusual")
    expect(page.get_by_label("Postcode")).to_be_focused()
    expect(page.get_by_label("Floor")).to_have_value("3")
    assert_accessible(page)
    page.get_by_label("Postcode").fill("75003")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("address")).to_contain_text("75003 PARIS")
    expect(page.locator("address")).to_contain_text("Floor 3")
    assert_accessible(page)
    assert_no_console_errors(page)


def test_in_chinese_on_a_phone(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, ground="lacquer", language="zh-CN")
    page.goto("/zh-hans/account/signup/")
    open_account(page, "林美")
    expect(page.get_by_text("林美，您好。")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="修改姓名、电话和语言").click()
    page.get_by_label("电话").fill("138")
    page.get_by_role("button", name="保存").click()
    assert_accessible(page)
    page.get_by_label("电话").fill("+86 138 0013 8000")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("+8613800138000")).to_be_visible()
    assert_no_console_errors(page)


def test_without_javascript(new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto("/en/account/signup/")
    page.locator("#id_name").fill("Mei Lin")
    page.locator("#id_email").fill(EMAIL)
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_country").select_option("FR")
    page.locator("#id_birth_year").fill("1988")
    page.get_by_role("button", name="Open the account").click()
    page.locator("#id_code").fill(newest(EMAIL).code)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Good to see you, Mei Lin.")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/en/account/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_what_the_door_says_to_a_wrong_password_and_asks_again_is_accessible(page: Page, noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    page.goto("/en/account/login/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value(EMAIL)
    assert_accessible(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/en/account/reauthenticate/")
    assert_accessible(page)
    assert_no_console_errors(page)
