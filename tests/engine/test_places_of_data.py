"""Every store of data names its country; a country nobody has looked at lately is told."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client

from privacy.promises import sharing_evidence
from privacy.sharing import places, queries, services
from privacy.sharing.types import Concern, Store

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("store.location")]
DAY = dt.timedelta(days=1)


def assess_all(noon: dt.datetime, until: dt.date) -> None:
    for one in queries.places(noon):
        services.assess(
            place=one.id, country=one.country, held_on=noon.date(), due_on=until, outcome="fine", by="lin", at=noon
        )


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


def test_two_stores_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="twice"):
        places.fill([Store("backups", "Other", "other", "IS")])


def test_the_notice_and_its_machine_form_name_the_countries(client: Client) -> None:
    page = client.get("/en/privacy/").content.decode()
    assert "Where data rests" in page
    assert "Backups" in page
    assert "(China)" in page
    assert {one["country"] for one in client.get("/en/privacy/record.json").json()["stores"]} == {"CN"}
