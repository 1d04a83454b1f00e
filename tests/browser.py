"""Browser tests: Debian's Chromium through Playwright against the live site, with axe and the console watched."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from bench.browser import chromium_path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text()
STILL = """() => Promise.all(document.getAnimations()
    .filter((one) => one.playState === "running" && one.timeline === document.timeline)
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => 0)))"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
Ground = Literal["", "paper", "lacquer"]
NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address of the live site, without a slash at the end."""
    return str(live_server.url)


@pytest.fixture
def new_page(chromium: Browser, site: str) -> Iterator[NewPage]:
    """Opens pages of separate visitors: `new_page(viewport=PHONE, ground="lacquer", javascript=False)`.

    Unless `motion` they prefer pages that do not move: fading from page to page is a third of the browser's work.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        *,
        viewport: ViewportSize = DESK,
        ground: Ground = "",
        language: str = "en",
        javascript: bool = True,
        motion: bool = False,
        **options: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=site,
            viewport=viewport,
            locale=language,
            java_script_enabled=javascript,
            reduced_motion="no-preference" if motion else "reduce",
            **options,
        )
        contexts.append(context)
        if ground:
            context.add_cookies([{"name": "ground", "value": ground, "url": site}])
        page = context.new_page()
        watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A visitor's page at a desk; `page.goto("/")` opens the live site."""
    return new_page()


def watch(page: Page) -> None:
    """Keep what the page's console complains of, and every answer of 500 and above."""
    complaints: list[str] = []
    page.complaints = complaints  # type: ignore[attr-defined]

    def hear(message: ConsoleMessage) -> None:
        # Chromium reports every 4xx answer as an error; pages that answer so are asked for on purpose.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def look(answer: Response) -> None:
        if answer.status > 499:
            complaints.append(f"{answer.status} {answer.url}")

    def fail(error: Exception) -> None:
        # Chromium says so of its own fading from page to page, when the next is there too soon: no script's fault.
        if not str(error).startswith(("Transition was aborted", "Transition was skipped")):
            complaints.append(str(error))

    page.on("console", hear)
    page.on("pageerror", fail)
    page.on("response", look)


def assert_no_console_errors(page: Page) -> None:
    """No script error, refused resource, policy violation or 5xx since the page was opened."""
    assert page.complaints == []  # type: ignore[attr-defined]


def assert_accessible(page: Page) -> None:
    """axe finds nothing against WCAG 2.2 A and AA in the page as it stands, once nothing moves any more."""
    assert [told(one) for one in run_axe(page, WCAG)] == []


def run_axe(page: Page, tags: list[str]) -> list[dict[str, Any]]:
    """What axe finds against these rules, once nothing moves any more but what moves for ever or with the scroll."""
    page.evaluate(STILL)
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "(tags) => axe.run({ runOnly: tags, resultTypes: ['violations'], preload: false })", tags
    )["violations"]
    return found


def told(violation: dict[str, Any]) -> str:
    """A violation in one line: rule, help, and the elements it stands on."""
    where = "; ".join(str(node["html"])[:160] for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']}: {where}"
