"""The whole main job in a real browser on a site of its own, every file of which is searched in the end."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.attacks.canary.marks import Marks
from tests.attacks.canary.place import KEEPERS_PASSWORD, Place, running
from tests.attacks.canary.search import Search
from tests.attacks.test_canary_sweep import WORK
from tests.browser import NewPage, assert_accessible, assert_no_console_errors

pytestmark = [pytest.mark.once, pytest.mark.timeout(600)]
DECLINED = "4000 0000 0000 0002"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Place]:
    with running(tmp_path_factory.mktemp("whole"), STATIC_FROM_SOURCES="1") as site:
        yield site


@pytest.fixture
def site(place: Place) -> str:
    """Instead of the live server in this process: a web server and databases that are files."""
    return place.env["SHIJIANG_URL"]


@pytest.fixture
def marks() -> Marks:
    return Marks()


def code(page: Page) -> str:
    """The code in the newest mail of the outbox, read in a tab beside."""
    beside = page.context.new_page()
    beside.goto("/outbox/")
    found = re.search(r"\b\d{6}\b", beside.locator("main").inner_text())
    if not found:
        beside.locator("tbody a").first.click()
        found = re.search(r"\b\d{6}\b", beside.locator("main").inner_text())
    assert found, beside.locator("main").inner_text()
    beside.close()
    return found[0]


def sign_up(page: Page, marks: Marks) -> None:
    page.goto("/en/account/signup/")
    for name, typed in (("name", marks.han), ("email", marks.email), ("password1", marks.password)):
        page.locator(f"main [name={name}]").fill(typed)
    page.locator("[name=country]").select_option("FR")
    page.locator("[name=birth_year]").fill("1988")
    page.get_by_role("button", name="Open the account").click()
    page.locator("[name=code]").fill(code(page))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Good to see you")).to_be_visible()


def browse_and_put(page: Page) -> None:
    page.goto("/en/pieces/")
    page.get_by_role("link", name="Lotus Bowl").first.click()
    page.get_by_role("button", name="Put into the cart").click()


def check_out(page: Page, marks: Marks) -> None:
    page.get_by_role("button", name="To checkout").click()
    page.get_by_label("Country or region").select_option("DE")
    expect(page.get_by_label("Street and house number")).to_be_visible()
    typed = {"street": "street", "floor": "floor", "room": "room", "city": "city", "note": "note"}
    for name, where in typed.items():
        page.locator(f"[name={name}]").fill(marks.text(where))
    page.locator("[name=street]").fill(f"{marks.text('street')} 7")
    page.locator("[name=name]").fill(marks.han)
    page.locator("[name=phone]").fill(f"+86{marks.phone}")
    page.locator("[name=postal_code]").fill("10178")
    page.get_by_role("button", name="Order and pay").click()


def card(page: Page, marks: Marks, number: str) -> None:
    page.locator("#name").fill(marks.text("holder"))
    page.locator("#number").fill(number)
    page.locator("#expiry").fill("08 / 39")
    page.locator("#cvv").fill(marks.cvv)
    page.locator("button.main").click()


def test_a_customer_buys_sees_everything_and_leaves_without_a_trace(
    page: Page, new_page: NewPage, place: Place, marks: Marks
) -> None:
    sign_up(page, marks)
    number = buys(page, marks)
    place.run(WORK)
    gets_mail(page, number)
    desk = new_page()
    packs(desk, number, marks)
    sees_everything(page, number, marks)
    has_to_wait(page, number)
    sends(desk, number, marks)
    place.run(WORK)
    downloads(page, number, marks)
    leaves(page, place, marks)
    nothing_opens(page, number)
    for one in (page, desk):
        assert_no_console_errors(one)
    is_gone(place, marks)


def buys(page: Page, marks: Marks) -> str:
    """A card that is declined, then one that is not; the order's number."""
    browse_and_put(page)
    page.get_by_role("link", name="Go to the cart").click()
    check_out(page, marks)
    card(page, marks, DECLINED)
    expect(page.locator("#number")).to_have_value("")
    expect(page.get_by_text("declined").first).to_be_visible()
    card(page, marks, marks.card)
    expect(page.get_by_role("heading", name="Thank you. Your order is paid.")).to_be_visible()
    found = re.search(r"/orders/([\w-]+)/", page.url)
    assert found
    expect(page.locator("main")).to_contain_text(marks.text("street"))
    assert_accessible(page)
    return found[1]


def gets_mail(page: Page, number: str) -> None:
    page.goto("/outbox/")
    page.locator("tbody a").first.click()
    expect(page.locator("main")).to_contain_text(number)


def packs(desk: Page, number: str, marks: Marks) -> None:
    """The recipient is masked until opened; a label is printed, by which the carrier knows."""
    desk.goto("/en/account/login/")
    desk.locator("[name=login]").fill("keeper@example.net")
    desk.locator("[name=password]").fill(KEEPERS_PASSWORD)
    desk.get_by_role("button", name="Sign in", exact=True).click()
    desk.goto(f"/en/desk/orders/{number}/")
    expect(desk.locator("main")).not_to_contain_text(marks.word)
    desk.get_by_role("button", name="Open for dispatch").click()
    expect(desk.locator("address")).to_contain_text(marks.text("street"), ignore_case=True)
    desk.get_by_role("button", name="Start packing").click()
    desk.get_by_role("button", name="Parcel label").click()
    expect(desk.locator("address")).to_contain_text(marks.text("street"), ignore_case=True)


def sees_everything(page: Page, number: str, marks: Marks) -> None:
    """What is known, what for, until when; who has seen it, and who received it."""
    page.goto("/en/my-data/")
    main = page.locator("main")
    for said in (marks.text("street"), marks.han, marks.email, number):
        expect(main).to_contain_text(said)
    assert page.locator(".kind__why dt").all_inner_texts().count("What for") >= 3
    expect(page.locator(".kind__why").first).to_contain_text("How long")
    assert re.search(r"Gone by \d+ \w+ 20\d\d", main.inner_text())
    touched = page.locator("#touched")
    for said in ("Read by: Keeper of the house", "Received by: Parcel carriers", number):
        expect(touched).to_contain_text(said)
    expect(touched).to_contain_text("under contract until")
    assert_accessible(page)


def has_to_wait(page: Page, number: str) -> None:
    """No way to delete, and the reason why, while an order is open."""
    page.goto("/en/my-data/delete/")
    expect(page.get_by_role("heading", name="Something is still open")).to_be_visible()
    expect(page.locator(".reasons")).to_have_text(f"{number} · This order is paid and not delivered yet.")
    expect(page.locator("form[action$='/delete/confirm/'], main [name=password]")).to_have_count(0)


def sends(desk: Page, number: str, marks: Marks) -> None:
    desk.goto(f"/en/desk/orders/{number}/")
    desk.locator("[name=tracking]").fill(marks.text("SF"))
    desk.get_by_role("button", name="Has left, write to the buyer").click()
    desk.get_by_role("button", name="Has arrived").click()
    expect(desk.locator("main")).to_contain_text("Delivered")


def downloads(page: Page, number: str, marks: Marks) -> None:
    """A page to read, data for machines, and the files; what the search finds there it would find anywhere."""
    page.goto("/en/my-data/")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download everything").click()
    content = Path(coming.value.path()).read_bytes()
    bundle = zipfile.ZipFile(io.BytesIO(content))
    names = bundle.namelist()
    for name in ("index.html", "data.json"):
        assert number in bundle.read(name).decode()
        assert marks.text("street") in bundle.read(name).decode()
    assert [name for name in names if name.endswith(".pdf")]
    assert Search(marks).in_bytes(content)


def leaves(page: Page, place: Place, marks: Marks) -> None:
    """At once, proved by the password; what law keeps is listed before, and on the receipt after."""
    page.goto("/en/my-data/delete/")
    kept = page.locator(".facts--kept")
    listed = kept.inner_text()
    assert re.search(r"until \d+ \w+ 20\d\d", listed)
    page.locator("[name=password]").fill("not it")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("This is not your password.").first).to_be_visible()
    expect(page.locator("[name=password]")).to_be_focused()
    page.locator("[name=password]").fill(marks.password)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Delete at once").click()
    expect(page.get_by_role("heading", name="It is being done")).to_be_visible()
    place.run(WORK)
    is_done(page)
    assert kept.inner_text() == listed
    assert_accessible(page)


def is_done(page: Page) -> None:
    """The page looks again by itself."""
    expect(page.get_by_role("heading", name="It is done")).to_be_visible(timeout=30_000)


def nothing_opens(page: Page, number: str) -> None:
    """Signed out; the order is as if it had never been."""
    answer = page.goto(f"/en/orders/{number}/")
    assert answer
    assert answer.status == 404
    page.goto("/en/account/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_without_scripts_everything_is_seen_taken_along_and_deleted(
    new_page: NewPage, place: Place, marks: Marks
) -> None:
    page = new_page(javascript=False)
    sign_up(page, marks)
    page.goto("/en/my-data/")
    for said in (marks.han, marks.email, "What for", "How long"):
        expect(page.locator("main")).to_contain_text(said)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download everything").click()
    bundle = zipfile.ZipFile(coming.value.path())
    assert marks.email in bundle.read("index.html").decode()
    page.get_by_role("link", name="Delete everything").click()
    expect(page.get_by_text("Nothing. All of it goes.")).to_be_visible()
    page.get_by_role("button", name="Send a code to my address").click()
    page.locator("main [name=code]").fill(code(page))
    page.locator("main form [type=submit]").first.click()
    page.get_by_role("button", name="Delete at once").click()
    place.run(WORK)
    is_done(page)
    page.goto("/en/account/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert_no_console_errors(page)
    is_gone(place, marks)


def is_gone(place: Place, marks: Marks) -> None:
    """No byte of what was typed, in no file of the site: databases, journals, media, mail, logs."""
    search = Search(marks)
    assert [hit for folder in place.everything() for hit in search.in_folder(folder)] == []
