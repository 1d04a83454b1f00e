"""The desk leads through an incident: one step at a time, to the end, by two people."""

import datetime as dt
import hashlib

import pytest
from django.test import Client

from kit import clock
from kit.jobs.runner import Runner
from privacy.incidents import queries
from privacy.incidents.models import Affected, Incident
from privacy.staff.models import BrokenGlass
from tests.people import account, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.incident")]


@pytest.fixture
def keepers(noon: dt.datetime) -> tuple[Client, Client]:
    for name in ("one", "two"):
        account(f"{name}@example.org", at=noon, role="keeper")
    return signed_in("one@example.org"), signed_in("two@example.org")


def work() -> None:
    runner = Runner()
    while runner.run_next(at=clock.now()):
        pass


def test_from_the_alarm_to_the_lessons(keepers: tuple[Client, Client], noon: dt.datetime) -> None:
    one, two = keepers
    account(at=noon)
    said = {
        "kind": "stranger-inside",
        "began_at": "2026-06-01T00:00",
        "ended_at": "2026-06-02T00:00",
        "known_at": "2026-06-02T00:00",
        "stores": ["accounts.Profile"],
    }
    answer = one.post("/en/desk/incidents/declare/", said)
    assert answer.status_code == 302, answer.content.decode()
    page = answer.headers["Location"]
    found = Incident.objects.get()
    assert b"Count the people" in one.get(page).content
    one.post(page)
    assert Affected.objects.filter(incident=found).count() == 3
    one.post(page, {"remedies": ["monitoring"], "codes": "A-1\nA-2\nA-3"})
    work()
    one.post(page, {"words_en": "A door stood open.", "words_zh-hans": "一扇门开着。"})
    assert b"A door stood open." in one.get(page).content
    one.post(page)
    assert b"Somebody else has to agree" in one.get(page).content
    proposal = two.get(page).content.decode().partition("/staff/decide/")[2].partition("/")[0]
    assert one.post(f"/en/desk/staff/decide/{proposal}/", {"agree": "1"}).status_code == 403
    assert two.post(f"/en/desk/staff/decide/{proposal}/", {"agree": "1"}).status_code == 302
    work()
    assert queries.progress(found).handed == 3
    assert b"Report of a personal data breach" in one.get(f"{page}report/").content
    one.post(f"{page}report/freeze/")
    frozen = one.get(f"{page}report/1/")
    assert hashlib.sha256(frozen.content).hexdigest() == found.reports.get().sha256
    for authority, filed, status in (
        ("cac", {"cac-told_at": "2026-06-02T09:00", "cac-number": "7"}, 302),
        ("ico", {"ico-because": "Nobody lives there."}, 302),
        ("eu-lead", {"eu-lead-told_at": "2026-01-01T09:00"}, 422),  # before we knew
        ("eu-lead", {"eu-lead-told_at": "2026-06-02T10:00"}, 302),
    ):
        assert one.post(f"{page}report/tell/{authority}/", filed).status_code == status
    one.post(page, {"lessons": "Shut the door."})
    assert b"Shut the door." in one.get(page).content
    found.refresh_from_db()
    assert found.closed_at


def test_every_page_of_the_watch_opens_in_both_languages(keepers: tuple[Client, Client]) -> None:
    one, _two = keepers
    for language in ("en", "zh-hans"):
        for page in ("incidents/", "incidents/declare/", "staff/", "training/", "emergency/", "weak-spots/"):
            assert one.get(f"/{language}/desk/{page}").status_code == 200, page


def test_the_glass_is_broken_and_looked_into_at_the_desk(keepers: tuple[Client, Client]) -> None:
    one, two = keepers
    assert one.post("/en/desk/emergency/", {"purpose": "answer-rights", "reference": "E-1"}).status_code == 302
    glass = BrokenGlass.objects.get()
    own = one.post(f"/en/desk/staff/emergency/{glass.pk}/", {"justified": "1"})
    assert own.status_code == 403
    two.post(f"/en/desk/staff/emergency/{glass.pk}/", {"justified": "1"})
    glass.refresh_from_db()
    assert glass.justified
