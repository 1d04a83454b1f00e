"""Every page there is, by the table of addresses, in a real browser: accessible, within its screen, no complaint.

Each page is seen one way in four, in turns; with SHIJIANG_EVERY_VIEW=1 every way.
"""

import os
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, ViewportSize

from kit import clock
from tests.attacks.access_rules import RULES, Gate, Rule
from tests.attacks.addresses import Address, addresses
from tests.attacks.cast import Cast, gather
from tests.browser import DESK, PHONE, WCAG, Ground, NewPage, run_axe, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once, pytest.mark.timeout(1800)]

Way = tuple[ViewportSize, str, Ground]
WAYS: tuple[Way, ...] = (
    (PHONE, "zh-hans", "lacquer"),
    (DESK, "en", "paper"),
    (PHONE, "en", "paper"),
    (DESK, "zh-hans", "lacquer"),
)
# Days that no visitor writes so, but where a program is shown at work.
DAYS_OF_PROGRAMS = r"""() => {
    const shown = document.body.cloneNode(true);
    shown.querySelectorAll("code, pre, script, style, textarea").forEach((one) => one.remove());
    return shown.textContent.match(/\b20\d\d-\d\d-\d\d(?=\b|T)/g) ?? [];
}"""
EVERY_WAY = os.environ.get("SHIJIANG_EVERY_VIEW") == "1"


def pages() -> list[tuple[Address, Rule]]:
    """Every address that somebody may read."""
    found = [(one, RULES[one.name]) for one in addresses()]
    return sorted(
        ((one, rule) for one, rule in found if "GET" in rule.methods and rule.gate is not Gate.MACHINES),
        key=lambda pair: pair[0].name,
    )


def reader(cast: Cast, rule: Rule) -> str:
    """Somebody of the cast who may read it."""
    if rule.gate is Gate.DESK:
        return cast.within(rule.purposes)
    return "anonymous" if rule.gate in {Gate.EVERYBODY, Gate.STRANGERS} else "owner"


def is_page(asked: Any) -> bool:
    """A whole page of text: no download, no part of another page, no letter in its frame, in which no script runs."""
    if asked.status_code != 200 or not asked.headers["Content-Type"].startswith("text/html"):
        return False
    return "sandbox" not in asked.headers["Content-Security-Policy"] and asked.content.startswith(b"<!doctype html>")


class Eyes:
    """The browsers of the cast, each opened once a way."""

    def __init__(self, cast: Cast, new_page: NewPage, site: str) -> None:
        self.cast, self.new_page, self.site = cast, new_page, site
        self.open: dict[tuple[str, int], Page] = {}

    def page(self, who: str, way: int) -> Page:
        """A page of this person's browser."""
        if (who, way) not in self.open:
            viewport, language, ground = WAYS[way]
            language = language.replace("hans", "CN")
            page = self.new_page(viewport=viewport, ground=ground, language=language, motion=viewport is DESK)
            for name, morsel in self.cast.clients[who].cookies.items():
                page.context.add_cookies([{"name": name, "value": morsel.value, "url": self.site}])
            self.open[who, way] = page
        return self.open[who, way]

    def faults(self, address: Address, rule: Rule, way: int) -> list[str]:
        """What is wrong with this page, seen this way; nothing for what is no page."""
        viewport, language, _ground = WAYS[way]
        values = {parameter: self.cast.objects[name] for parameter, name in rule.objects.items()}
        with translation.override(language):
            path = reverse(address.name, kwargs={name: values[name] for name in address.parameters})
        # Asked for beside the browser first: what is no page of text would be taken as a download.
        asked = self.cast.clients[reader(self.cast, rule)].get(path)
        if not is_page(asked):
            return []
        page = self.page(reader(self.cast, rule), way)
        page.complaints.clear()  # type: ignore[attr-defined]
        page.goto(path)
        found = [told(one) for one in run_axe(page, WCAG)]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > viewport["width"]:
            found.append(f"{wide} px wide")
        found += [f"{day}, as programs write it" for day in page.evaluate(DAYS_OF_PROGRAMS)]
        found += page.complaints  # type: ignore[attr-defined]
        return [f"{path}: {one}" for one in found]


def test_every_page_is_accessible_fits_its_screen_and_complains_of_nothing(new_page: NewPage, site: str) -> None:
    eyes = Eyes(gather(clock.now()), new_page, site)
    wrong = [
        fault
        for number, (address, rule) in enumerate(pages())
        for way in range(len(WAYS))
        if EVERY_WAY or number % len(WAYS) == way
        for fault in eyes.faults(address, rule, way)
    ]
    assert wrong == []
