"""Evidence is taken from the running site, and turns a promise red when what it saw does not support it."""

import dataclasses
import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest

from kit.generation import forget
from policy.recipients import MAIL_RELAY
from privacy.access.models import Opening
from privacy.datamap import registry
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.notice import services as notice
from privacy.notice import versions
from privacy.promises import changing, evidence, protecting, sharing_evidence
from privacy.retention import services as sweeping
from privacy.vault import services as vault
from privacy.vault.models import ApplicationKey
from tests.notices import announced, founded
from tests.people import account

pytestmark = pytest.mark.django_db


def test_a_fresh_site_supports_its_promises(noon: dt.datetime) -> None:
    witnesses = (evidence.sealed_fields, evidence.openings, evidence.erased, sharing_evidence.recipients)
    assert all(witness(noon).holds for witness in witnesses)
    assert evidence.browser_storage(noon).holds
    assert evidence.sealed_ledger(noon).holds


@pytest.mark.keeps("protect.access")
def test_an_opening_without_a_reason_breaks_it(person_id: uuid.UUID, noon: dt.datetime) -> None:
    Opening.objects.create(
        person_id=person_id, at=noon, actor_kind="staff", actor="x", purpose="fulfil-order", fields=[]
    )
    assert not evidence.openings(noon).holds


@pytest.mark.keeps("right.deletion")
def test_a_key_left_of_an_erased_person_breaks_it(person_id: uuid.UUID, noon: dt.datetime) -> None:
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value="left@example.org", at=noon)
    vault.bury([person_id], at=noon)
    assert not evidence.erased(noon).holds
    vault.destroy_keys([person_id])
    assert evidence.erased(noon).holds


@pytest.mark.keeps("share.providers")
def test_a_lapsed_contract_breaks_it(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    lapsed = dataclasses.replace(MAIL_RELAY, contract_until="2026-01-01")
    monkeypatch.setitem(registry.recipients, MAIL_RELAY.id, lapsed)
    assert not sharing_evidence.recipients(noon).holds


def test_a_lost_key_store_breaks_it(noon: dt.datetime) -> None:
    ApplicationKey.objects.all().delete()
    with pytest.raises(Exception, match="key store"):
        evidence.sealed_fields(noon)


@pytest.mark.keeps("store.retention")
def test_a_sweep_that_only_asked_about_the_clock_is_none(noon: dt.datetime) -> None:
    sweeping.confirm_clock(at=noon)
    sweeping.sweep(at=noon)
    assert evidence.swept(noon + dt.timedelta(hours=49)).holds
    leapt = noon + dt.timedelta(days=400)
    assert sweeping.sweep(at=leapt).asked
    assert not evidence.swept(leapt).holds
    assert "6 July 2027" in evidence.swept(leapt).text
    sweeping.beat(at=noon + dt.timedelta(hours=2))  # it came back: what is dated ahead proves nothing of today
    assert evidence.swept(noon + dt.timedelta(hours=2)).holds
    assert not evidence.swept(noon + dt.timedelta(hours=51)).holds


def test_what_was_due_and_is_missing_is_not_called_not_due_yet(noon: dt.datetime) -> None:
    account(at=noon)
    late = noon + dt.timedelta(days=400)
    for told in (evidence.swept, protecting.scanned, protecting.drilled):
        assert "due yet" in told(noon).text
        assert not told(late).holds
        assert "due and has not been" in told(late).text


@pytest.mark.keeps("change.notice")
def test_a_notice_that_says_something_else_breaks_it(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "drift", lambda: ["fields x: published None"])
    assert not evidence.published_notice(noon).holds


@pytest.mark.keeps("other.agreement")
def test_an_agreement_without_its_entry_breaks_it(noon: dt.datetime) -> None:
    given = notice.agree(person_id=account(at=noon).person_id, language="en", surface="sign-in", at=noon)
    assert changing.agreed(noon).holds
    type(given).objects.update(entry=999_999)
    assert not changing.agreed(noon).holds


@pytest.mark.keeps("change.notice", "change.effective")
def test_a_change_on_short_notice_breaks_it(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings)
    version = announced(noon)
    assert changing.announced_in_time(noon).holds
    version.effective_at = noon + dt.timedelta(days=14)
    version.save()
    forget()
    assert not changing.announced_in_time(noon).holds
