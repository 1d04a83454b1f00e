"""A class of bugs is covered when its sweep is green with the guard and red without it."""

from pathlib import Path

import pytest
from django.conf import settings as site
from pytest_django import Settings

from tests.attacks.guards import BESIDE, CLASSES, GUARDS, Guard, lines
from tests.attacks.stage import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda one: f"{one.bug_class} {one.what}")
def test_the_sweep_goes_red_without_its_guard(
    guard: Guard, stage: Stage, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
    assert guard.sweep(stage) == []
    guard.take_out(monkeypatch)
    assert guard.sweep(stage), f"{guard.what} is gone, and nothing noticed"


def test_every_class_has_a_guard_that_was_taken_out() -> None:
    assert {one.bug_class for one in GUARDS} | set(BESIDE) == set(CLASSES)
    assert all((Path(site.BASE_DIR) / where).exists() for _what, _place, where in BESIDE.values())


def test_the_documents_name_every_guard_and_where_it_stands() -> None:
    told = (Path(site.BASE_DIR) / "docs" / "attacks.md").read_text().splitlines()
    begins = {line: [one for one in told if one.startswith(line)] for line in lines()}
    assert [line for line, found in begins.items() if len(found) != 1] == []
    places = {one.stands_in for one in GUARDS} | {place for _what, place, _where in BESIDE.values()}
    assert [one for one in places if not one.startswith("django/") and not (Path(site.BASE_DIR) / one).exists()] == []
