"""The guides are recorded from the real site: a picture a step, a film a guide, and they can be made again."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser

from docs.guides.flows import FLOWS, record
from kit import clock
from policy import guides
from policy.purposes import LETTERS
from privacy.consent import links
from privacy.rights.types import Guide, Right
from tests.browser import PHONE, NewPage, assert_accessible, assert_no_console_errors
from tests.buying import run_jobs
from tests.mailbox import mails
from tests.people import PASSWORD, account

pytestmark = pytest.mark.once
ALL = [(language, guide) for language, _name in settings.LANGUAGES for guide in guides.ALL]


@pytest.mark.keeps("right.access")
@pytest.mark.parametrize(("language", "guide"), ALL, ids=lambda one: one if isinstance(one, str) else one.right)
def test_every_step_has_its_picture_and_every_guide_its_film(language: str, guide: Guide) -> None:
    names = [*(f"{step.slug}.webp" for step in guide.steps), "film.webm"]
    folder = f"{settings.PRIVACY_GUIDES}/{language}/{guide.right}"
    assert [name for name in names if not finders.find(f"{folder}/{name}")] == []


def test_every_guide_has_a_flow_that_records_it() -> None:
    assert set(FLOWS) == {guide.right for guide in guides.ALL}


def code_in_mail() -> str:
    """The newest code."""
    found = re.search(r"(?<!\d)\d{6}(?!\d)", mails()[0].text)
    assert found
    return found[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guide", guides.ALL, ids=lambda guide: guide.right)
def test_a_guide_is_recorded_again_as_it_is_written(chromium: Browser, site: str, guide: Guide, tmp_path: Path) -> None:
    account("film@example.org", at=clock.now())
    # Each language in turn; one film is enough to see that films can be made.
    language, films = ("en", "zh-hans")[guides.ALL.index(guide) % 2], guide is guides.WITHDRAWAL
    taken = record(
        chromium,
        site,
        language,
        guide.right,
        tmp_path,
        "film@example.org",
        PASSWORD,
        code_in_mail,
        film=films,
        work=run_jobs,
    )
    assert taken == [step.slug for step in guide.steps]
    assert all((tmp_path / f"{name}.webp").stat().st_size > 5_000 for name in taken)
    assert (tmp_path / "film.webm").exists() == films


@pytest.mark.django_db
@pytest.mark.parametrize("name", guides.SHOWN_AT)
def test_each_guide_is_shown_where_it_is_needed(name: str, client: Client) -> None:
    person = account("film@example.org", at=clock.now())
    client.force_login(person)
    token = links.address(person.person_id, LETTERS, language="en")
    page = client.get(token if name == "consent:stop" else reverse(name)).content.decode()
    guide = guides.SHOWN_AT[name]
    main = page[page.index("<main") : page.index("</main>")]
    assert f'href="{reverse("rights:guide", args=[guide.right])}"' in main
    assert {one.right for one in guides.SHOWN_AT.values()} == set(Right)


@pytest.mark.django_db(transaction=True)
def test_a_guide_can_be_read_on_a_phone_in_chinese(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, language="zh-CN")
    page.goto("/zh-hans/my-data/guides/")
    assert_accessible(page)
    page.locator("main a").first.click()
    with translation.override("zh-hans"):
        assert page.locator("h1").inner_text() == str(guides.ACCESS.title)
    assert page.locator("main img").evaluate_all("them => them.map(one => (one.loading = 'eager', 1)).length") == 5
    shown = page.locator("main img").evaluate_all(
        "them => Promise.all(them.map(one => one.decode().then(() => one.naturalWidth)))"
    )
    assert all(shown)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    assert_no_console_errors(page)
