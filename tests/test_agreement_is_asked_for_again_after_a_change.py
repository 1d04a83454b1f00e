"""Agreement per version: at sign-up, and at the next sign-in after a change took effect, with proof in the ledger."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from privacy.ledger import services as ledger
from privacy.notice import queries, services
from privacy.notice.models import Agreement
from tests.notices import announced, founded
from tests.people import account, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("other.agreement", "change.effective")]
HOME, AGREE = "/en/account/", "/en/privacy/agree/"


@pytest.fixture
def changed(tmp_path: Path, settings: Any, noon: dt.datetime, time_machine: Any) -> Any:
    """An account from before a change that is in force now."""
    time_machine.move_to(noon)
    founded(tmp_path, settings)
    opened = account(at=noon)
    version = announced(noon)
    assert version.effective_at is not None
    time_machine.move_to(version.effective_at + dt.timedelta(hours=1))
    return opened


def test_sign_up_records_the_version_with_a_proof_in_the_ledger(noon: dt.datetime) -> None:
    ledger.create_key()
    opened = account(at=noon)
    given = Agreement.objects.get(person=opened.person_id)
    assert (given.version, given.surface) == (queries.in_force(noon)[0], "sign-up")
    assert queries.proof(given) is None
    ledger.seal(at=noon)
    proof = queries.proof(given)
    assert proof is not None
    assert given.fingerprint in proof.leaf


def test_nobody_is_asked_before_anything_changed(noon: dt.datetime, time_machine: Any) -> None:
    time_machine.move_to(noon)
    account(at=noon)
    assert signed_in().get(HOME).status_code == 200


def test_the_next_sign_in_leads_to_the_page_that_asks(changed: Any) -> None:
    client = signed_in()
    answer = client.get("/en/account/profile/")
    assert answer.status_code == 302
    assert answer["Location"] == f"{AGREE}?next=%2Fen%2Faccount%2Fprofile%2F"
    page = client.get(answer["Location"]).content.decode()
    assert "We begin to write letters." in page
    done = client.post(AGREE, {"answer": "agree", "next": "/en/account/profile/"})
    assert (done.status_code, done["Location"]) == (302, "/en/account/profile/")
    assert client.get("/en/account/profile/").status_code == 200
    given = Agreement.objects.get(person=changed.person_id, surface="sign-in")
    assert given.version == "2026-07"


def test_leaving_signs_out_and_loses_nothing(changed: Any) -> None:
    client = signed_in()
    client.get(HOME)
    assert client.post(AGREE, {"answer": "leave"}).status_code == 302
    assert "login" in client.get(HOME)["Location"]
    assert not Agreement.objects.filter(version="2026-07").exists()
    assert AGREE in signed_in().get(HOME)["Location"]


@pytest.mark.parametrize("page", ["/en/my-data/", "/en/choices/", "/en/privacy/", "/en/privacy/changes/2026-07/"])
def test_rights_and_reading_need_no_agreement(page: str, changed: Any) -> None:
    assert signed_in().get(page).status_code == 200


def test_a_post_in_between_is_not_carried_out(changed: Any) -> None:
    client = signed_in()
    client.post("/en/account/profile/", {"name": "Somebody Else", "phone": "", "language": "en"})
    assert client.post("/en/account/profile/", {"name": "X", "language": "en"})["Location"].startswith(AGREE)


def test_the_page_leads_to_our_own_pages_alone(changed: Any) -> None:
    client = signed_in()
    for wanted in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert client.post(AGREE, {"answer": "agree", "next": wanted})["Location"] == "/"


def test_agreeing_twice_is_agreeing_once(changed: Any, noon: dt.datetime) -> None:
    at = noon + dt.timedelta(days=30)
    for _ in range(2):
        services.agree(person_id=changed.person_id, language="en", surface="sign-in", at=at)
    assert Agreement.objects.filter(person=changed.person_id, version="2026-07").count() == 1


def test_a_visitor_is_asked_nothing(changed: Any, client: Client) -> None:
    assert "login" in client.get(AGREE)["Location"]
    assert client.get("/en/").status_code == 200
