"""Every store of data names its country; a country nobody has looked at lately is told."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from policy import demo
from policy.recipients import CARRIERS
from privacy.ledger.models import Entry
from privacy.promises import sharing_evidence
from privacy.sharing import places, queries, services
from privacy.sharing.models import SubRecipient
from privacy.sharing.types import Concern, NotAllowed, Store

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("store.location")]
DAY = dt.timedelta(days=1)


def assess_all(noon: dt.datetime, until: dt.date) -> None:
    for one in queries.places(noon):
        services.assess(
            place=one.id, country=one.country, held_on=noon.date(), due_on=until, outcome="fine", by="lin", at=noon
        )


def warned(at: dt.datetime) -> set[Concern]:
    return {one.concern for one in queries.standing_of(CARRIERS, at).warnings}


def concerns(at: dt.datetime) -> set[Concern]:
    return {one.concern.concern for one in queries.places(at) if one.concern}


def test_every_database_the_files_the_backups_and_every_recipient_have_a_country() -> None:
    known = {one.id for one in places.stores()}
    assert known >= {*settings.DATABASES, "files", "backups"}
    listed = queries.places(dt.datetime(2026, 6, 1, tzinfo=dt.UTC))
    assert {"mail-relay", "carriers"} <= {one.id for one in listed}
    assert [one.id for one in listed if len(one.country) != 2] == []


def test_an_assessment_warns_thirty_days_ahead_and_then_counts_no_more(noon: dt.datetime) -> None:
    assert concerns(noon) == {Concern.PLACE_UNASSESSED}
    assert not sharing_evidence.places(noon).holds
    assess_all(noon, noon.date() + 100 * DAY)
    assert concerns(noon + 69 * DAY) == set()
    assert concerns(noon + 70 * DAY) == {Concern.PLACE_COMING}
    assert sharing_evidence.places(noon + 100 * DAY).holds
    assert concerns(noon + 101 * DAY) == {Concern.PLACE_LAPSED}
    assert not sharing_evidence.places(noon + 101 * DAY).holds


def test_a_store_that_moves_to_another_country_has_no_assessment_there(
    noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assess_all(noon, noon.date() + 100 * DAY)
    monkeypatch.setitem(places._stores, "backups", Store("backups", "Backups", "copies", "IS"))
    assert concerns(noon) == {Concern.PLACE_UNASSESSED}


def test_a_firm_behind_a_recipient_is_a_place_until_it_has_left(noon: dt.datetime) -> None:
    assess_all(noon, noon.date() + 100 * DAY)
    firm = services.keep_sub_recipient(recipient=CARRIERS.id, name="Westwind", country="IS", does="last miles", at=noon)
    assert concerns(noon) == {Concern.PLACE_UNASSESSED}
    assert not sharing_evidence.places(noon).holds
    assert Concern.FIRM_PLACE in warned(noon)
    assert queries.standing_of(CARRIERS, noon).shut is None
    assess_all(noon, noon.date() + 100 * DAY)
    assert Concern.FIRM_PLACE not in warned(noon)
    assert sharing_evidence.places(noon).holds
    assert Concern.FIRM_PLACE in warned(noon + 101 * DAY)
    services.end_sub_recipient(firm_id=firm.pk, ended_on=noon.date(), at=noon)
    assert Concern.FIRM_PLACE not in warned(noon + 101 * DAY)


def test_a_firm_that_moved_away_from_the_country_that_was_looked_at_is_unassessed(noon: dt.datetime) -> None:
    said = {"recipient": CARRIERS.id, "name": "Westwind", "does": "last miles"}
    services.keep_sub_recipient(country="DE", at=noon, **said)
    assess_all(noon, noon.date() + 100 * DAY)
    services.keep_sub_recipient(country="US", at=noon, **said)
    assert concerns(noon) == {Concern.PLACE_UNASSESSED}
    assert [(one.country, one.ended_on) for one in SubRecipient.objects.order_by("pk")] == [
        ("DE", noon.date()),
        ("US", None),
    ]


def test_entering_and_ending_a_firm_is_on_the_ledger_and_ends_once(noon: dt.datetime) -> None:
    firm = services.keep_sub_recipient(recipient=CARRIERS.id, name="Westwind", country="DE", does="last miles", at=noon)
    with pytest.raises(NotAllowed, match="to come"):
        services.end_sub_recipient(firm_id=firm.pk, ended_on=noon.date() + DAY, at=noon)
    services.end_sub_recipient(firm_id=firm.pk, ended_on=noon.date(), at=noon)
    with pytest.raises(NotAllowed, match="already"):
        services.end_sub_recipient(firm_id=firm.pk, ended_on=noon.date(), at=noon)
    written = Entry.objects.filter(kind__startswith="recipient.firm").order_by("pk")
    assert [one.kind for one in written] == ["recipient.firm-entered", "recipient.firm-ended"]


def test_the_notice_and_the_record_name_the_firms_at_once_and_no_longer_than_they_work_there(
    client: Client, noon: dt.datetime, django_capture_on_commit_callbacks: Any
) -> None:
    page, record = "/en/privacy/", "/en/privacy/record.json"
    assert "Westwind" not in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        firm = services.keep_sub_recipient(
            recipient=CARRIERS.id, name="Westwind", country="DE", does="last miles", at=noon
        )
    assert "Westwind: last miles (Germany)" in client.get(page).content.decode()
    [behind] = [one["firms"] for one in client.get(record).json()["recipients"] if one["id"] == CARRIERS.id]
    assert behind == [{"name": "Westwind", "does": "last miles", "country": "DE"}]
    with django_capture_on_commit_callbacks(execute=True):
        services.end_sub_recipient(firm_id=firm.pk, ended_on=noon.date(), at=noon)
    assert "Westwind" not in client.get(page).content.decode()
    assert "Westwind" not in client.get(record).content.decode()


def test_the_demo_studio_has_looked_at_every_place_firms_included(noon: dt.datetime) -> None:
    demo.load(noon)
    assert SubRecipient.objects.exists()
    assert sharing_evidence.places(noon).holds


def test_two_stores_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="twice"):
        places.fill([Store("backups", "Other", "other", "IS")])


def test_the_notice_and_its_machine_form_name_the_countries(client: Client) -> None:
    page = client.get("/en/privacy/").content.decode()
    assert "Where data rests" in page
    assert "Backups" in page
    assert "(China)" in page
    assert {one["country"] for one in client.get("/en/privacy/record.json").json()["stores"]} == {"CN"}
