"""The desk drafts a change, explains what the machine found, and publishes it with a second person."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kit import clock
from privacy.ledger.models import Entry
from privacy.notice import queries, services
from privacy.notice.models import Question, Version
from tests.example.privacy import WRITE
from tests.notices import TEXTS, announced, drafted, founded, without
from tests.people import account, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.keeps("change.notice"),
    pytest.mark.usefixtures("_example_policy"),
]
PAGE = "/en/desk/changes/2026-07/"


@pytest.fixture
def desks(tmp_path: Path, settings: Any, noon: dt.datetime, time_machine: Any) -> tuple[Client, Client]:
    """Two keepers at their desks; the code is one purpose ahead of the notice."""
    time_machine.move_to(noon, tick=False)
    founded(tmp_path, settings, without("purposes", WRITE.id))
    for name in ("first", "second"):
        account(f"{name}@example.org", name=name, at=noon, role="keeper")
    return signed_in("first@example.org"), signed_in("second@example.org")


def typed(**more: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for code, said in TEXTS.items():
        words |= {
            f"summary_{code}": said["summary"],
            f"reasons_{code}": said["reasons"],
            f"faq_{code}": "Must I?\r\nNo.",
        }
    return words | more


def explained() -> dict[str, str]:
    growing = [one for one in queries.found_differences() if one.grows]
    return {f"plain{n}_{code}": f"Plain {one.key}" for n, one in enumerate(growing) for code in TEXTS}


def test_a_change_goes_from_draft_to_publication_through_two_people(desks: tuple[Client, Client]) -> None:
    first, second = desks
    assert first.post("/en/desk/changes/", {"version": "2026-07"})["Location"] == PAGE
    page = first.get(PAGE).content.decode()
    assert "New purpose" in page
    assert "Writing to you" in page
    # A browser's date field takes no date as the language writes it.
    assert f'value="{services.earliest(clock.now()):%Y-%m-%d}"' in first.get(f"/zh-hans{PAGE[3:]}").content.decode()
    assert first.post(PAGE, typed()).status_code == 302
    refused = first.post(f"{PAGE}propose/", {"effective_on": "2026-06-17"})
    assert refused.status_code == 422
    assert "1 differences are not explained" in refused.content.decode()
    assert first.post(PAGE, typed(**explained())).status_code == 302
    early = first.post(f"{PAGE}propose/", {"effective_on": "2026-06-16"}).content.decode()
    assert "15 full days" in early
    assert first.post(f"{PAGE}propose/", {"effective_on": "2026-06-17"}).status_code == 302
    own = first.post(f"{PAGE}decide/", {"answer": "agree"})
    assert own.status_code == 422
    assert Version.objects.get().published_at is None
    assert second.post(f"{PAGE}decide/", {"answer": "agree"}).status_code == 302
    published = Version.objects.get()
    assert published.effective_on == dt.date(2026, 6, 17)
    assert published.texts["en"]["faq"] == [["Must I?", "No."]]
    assert Entry.objects.filter(kind="notice.published").count() == 1


def test_an_agreement_that_comes_too_late_publishes_nothing(desks: tuple[Client, Client], time_machine: Any) -> None:
    first, second = desks
    drafted(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC))
    first.post(f"{PAGE}propose/", {"effective_on": "2026-06-17"})
    time_machine.move_to(dt.datetime(2026, 6, 3, 12, tzinfo=dt.UTC))
    answer = second.post(f"{PAGE}decide/", {"answer": "agree"})
    assert answer.status_code == 422
    assert Version.objects.get().published_at is None


def test_a_question_without_its_answer_is_said_at_the_field(desks: tuple[Client, Client]) -> None:
    first, _second = desks
    first.post("/en/desk/changes/", {"version": "2026-07"})
    answer = first.post(PAGE, typed(faq_en="Alone?"))
    assert "Each question needs an answer" in answer.content.decode()
    assert Version.objects.get().texts == {}


def test_a_meeting_is_entered_and_taken_off(desks: tuple[Client, Client], noon: dt.datetime) -> None:
    first, _second = desks
    announced(noon)
    meeting = {"on": "2026-06-10", "wall_time": "19:30", "zone": "Europe/Berlin", "place": "Online", "language": "en"}
    assert first.post(f"{PAGE}meetings/", meeting | {"zone": "Mars/Olympus"}).status_code == 200
    assert not queries.meetings(Version.objects.get()).exists()
    assert first.post(f"{PAGE}meetings/", meeting | {"on": "2026-06-20"}).status_code == 200
    assert first.post(f"{PAGE}meetings/", meeting).status_code == 302
    held = queries.meetings(Version.objects.get()).get()
    shown = Client().get("/en/privacy/changes/2026-07/").content.decode()
    assert re.search(r"19:30.*Europe/Berlin", shown)
    assert "10 June 2026, 17:30 UTC" in shown
    first.post(f"{PAGE}meetings/", {"remove": str(held.pk)})
    assert not queries.meetings(Version.objects.get()).exists()


@pytest.mark.keeps("change.effective")
def test_a_question_is_opened_on_record_and_answered(desks: tuple[Client, Client], noon: dt.datetime) -> None:
    first, _second = desks
    version = announced(noon)
    asked = services.ask(version=version, words="May I?", email="guest@example.org", language="en", at=noon)
    page = f"/en/desk/changes/questions/{asked.reference}/"
    assert asked.reference in first.get("/en/desk/changes/").content.decode()
    assert "May I?" in first.get(page).content.decode()
    assert first.post(page, {"words": "You may."}).status_code == 302
    assert Question.objects.get().answered_at == noon


def test_a_draft_is_thrown_away_and_a_published_version_is_not(desks: tuple[Client, Client], noon: dt.datetime) -> None:
    first, _second = desks
    announced(noon)
    first.post(f"{PAGE}discard/")
    assert Version.objects.count() == 1
    drafted(noon, "2026-08")
    first.post("/en/desk/changes/2026-08/discard/")
    assert Version.objects.count() == 1


def test_other_posts_have_no_business_here(desks: tuple[Client, Client], noon: dt.datetime) -> None:
    account("orders@example.org", at=noon, role="orders")
    assert signed_in("orders@example.org").get("/en/desk/changes/").status_code == 403
