"""With a moved clock: nothing outlives it, each cleaning leaves its evidence, a leaping clock deletes nothing."""

import datetime as dt
import importlib
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from kit.clock import Period
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap import queries as datamap
from privacy.handles.models import Handle
from privacy.ledger import services as ledger
from privacy.ledger.models import Entry
from privacy.ledger.queries import verify
from privacy.people.models import Person
from privacy.retention import pulse, queries, services
from privacy.retention.queries import living
from privacy.retention.types import SweepReport
from privacy.sharing.models import Message
from privacy.vault.models import DataKey, SealedFile, SealedSession
from shop.analytics import services as analytics
from shop.analytics.models import PageView
from tests.erasing import erase
from tests.example.filling import CANARY, filled
from tests.example.models import Bill, Letter, Stamp, Visit
from tests.example.privacy import WRITE

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("store.retention")]


def sweep(at: dt.datetime, **options: Any) -> SweepReport:
    """As if the clock had never been out of sight."""
    services.confirm_clock(at=at)
    return services.sweep(at=at, **options)


def counts(report: SweepReport) -> dict[str, int]:
    return {f"{line.what} {line.how}": line.count for line in report.lines}


@pytest.mark.keeps("store.retention")
def test_nothing_outlives_its_clock(noon: dt.datetime) -> None:
    filled(noon)
    for months in (1, 2, 6, 7, 61, 73, 97, 121, 139):
        at = Period(months=months, days=1).after(noon)
        sweep(at)
        for said in datamap.about_people():
            left = said.model._base_manager.filter(datamap.clock_ended(said, at))
            if said.model is Letter:  # the bill leans on one
                left = left.filter(text__isnull=False).filter(bill=None)
            assert not left.exists() or said.model is Visit, (said.label, months)
    assert {said.label for said in datamap.about_people() if said.model._base_manager.exists()} == {
        "accounts.Account",
        "example.Visit",
        "privacy_handles.Handle",
        "privacy_vault.SealedFile",
    }
    assert list(Visit.objects.values_list("path", flat=True)) == [""]
    assert not Stamp.objects.exists()


@pytest.mark.keeps("store.retention", "collect.log")
def test_visits_tied_to_nobody_go_after_their_time(noon: dt.datetime) -> None:
    for day in (noon, noon + dt.timedelta(days=40)):
        analytics.count(visit="v" * 22, path="/en/", title="Home", stay_seconds=3, at=day)
    report = sweep(Period(months=6, days=1).after(noon))
    assert counts(report)["analytics.PageView deleted"] == 1
    assert PageView.objects.get().at == noon + dt.timedelta(days=40)


@pytest.mark.keeps("store.retention")
def test_a_field_that_ends_sooner_goes_at_its_own_time(noon: dt.datetime) -> None:
    filled(noon)
    report = sweep(Period(months=1, days=1).after(noon))
    assert counts(report)["example.Letter (sender) emptied"] == 3
    with acting(WRITE, by=Actor.system("writer"), at=noon):
        letter = Letter.objects.all()[0]
        assert (str(letter.text).startswith(CANARY), letter.sender) == (True, None)


def test_a_row_something_lasting_leans_on_stays_without_its_contents(noon: dt.datetime) -> None:
    filled(noon)
    report = sweep(Period(months=7).after(noon))
    assert counts(report)["example.Letter deleted"] == 2
    letter = Letter.objects.get()
    assert letter == Bill.objects.get().letter
    assert letter.__dict__["text"] is None


@pytest.mark.keeps("protect.encryption")
def test_keys_with_nothing_left_under_them_are_destroyed(noon: dt.datetime) -> None:
    person_id = filled(noon)
    later = Period(months=1, days=1).after(noon)
    keys = DataKey.objects.filter(person_id=person_id, retention_class="example-month")
    sweep(later)
    assert keys.exists()
    sweep(later + dt.timedelta(days=1))
    assert not keys.exists()
    assert DataKey.objects.filter(person_id=person_id, retention_class="example-half-year").exists()


def test_a_key_used_again_meanwhile_stays(noon: dt.datetime) -> None:
    person_id = filled(noon)
    later = Period(months=1, days=1).after(noon)
    sweep(later)
    letter = Letter.objects.create(person_id=person_id, text="new", sender="again", written_at=later)
    sweep(later + dt.timedelta(days=1))
    with acting(WRITE, by=Actor.system("writer"), at=later):
        assert str(Letter.objects.get(pk=letter.pk).sender) == "again"


def test_a_key_let_go_too_soon_is_taken_back(noon: dt.datetime) -> None:
    person_id = filled(noon)
    later = Period(months=1, days=1).after(noon)
    Letter.objects.create(person_id=person_id, text="young", sender="young", written_at=later)
    sweep(later)
    sweep(later + dt.timedelta(days=1))
    key = DataKey.objects.get(person_id=person_id, retention_class="example-month")
    assert key.retiring_since is None


@pytest.mark.keeps("store.evidence")
def test_each_sweep_leaves_a_report_whose_digest_stands_in_the_ledger(noon: dt.datetime) -> None:
    filled(noon)
    report = sweep(Period(months=7).after(noon))
    [entry] = Entry.objects.filter(kind="retention.swept")
    assert entry.facts == {"report": report.id, "treated": report.total, "digest": report.digest}
    [line] = [line for line in report.lines if line.what == "privacy_sharing.Message"]
    assert (line.how, line.count, line.clock) == ("deleted", 1, "mail")
    assert line.until == Period(days=30).cut_off(Period(months=7).after(noon))
    assert queries.reports()[0] == report


def test_a_dry_run_counts_the_same_and_touches_nothing(noon: dt.datetime) -> None:
    filled(noon)
    later = Period(months=7).after(noon)
    counted = counts(sweep(later, dry_run=True))
    assert Message.objects.exists()
    swept = counts(sweep(later))
    assert counted["privacy_sharing.Message deleted"] == swept["privacy_sharing.Message deleted"]
    assert counted["example.Letter deleted"] == swept["example.Letter deleted"] + swept["example.Letter emptied"]


def test_small_chunks_come_to_the_same(noon: dt.datetime) -> None:
    for number in range(5):
        filled(noon, f"p{number}")
    report = sweep(Period(months=7).after(noon), chunk=2)
    assert counts(report)["example.Letter deleted"] == 10
    assert counts(report)["privacy_sharing.Message deleted"] == 5


def test_files_leave_the_disk_and_so_do_strays(noon: dt.datetime, settings: Any) -> None:
    filled(noon)
    file = SealedFile.objects.get()
    SealedFile.objects.update(expires_at=noon)
    stray = Path(settings.MEDIA_ROOT) / "sealed" / "zz" / "stray"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"x")
    sweep(dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    assert not (Path(settings.MEDIA_ROOT) / file.path).exists()
    assert not stray.exists()


def test_expired_sessions_go(noon: dt.datetime) -> None:
    filled(noon)
    sweep(dt.datetime.now(dt.UTC) + dt.timedelta(days=60))
    assert not SealedSession.objects.exists()


def test_the_number_of_an_erased_person_goes_with_the_last_row_law_kept(noon: dt.datetime) -> None:
    person_id = filled(noon)
    Visit.objects.all().delete()
    erase(person_id=person_id, at=noon)
    assert Person.objects.exists()
    sweep(Period(years=10, days=2).after(noon))
    assert not Bill.objects.exists()
    assert not Letter.objects.exists()
    assert not Person.objects.exists()


# Expiry at read time.


@pytest.mark.keeps("store.retention")
def test_a_late_sweep_never_shows_what_has_expired(noon: dt.datetime) -> None:
    filled(noon)
    end = Period(months=6).after(noon)
    assert living(Letter.objects.all(), end - dt.timedelta(seconds=1)).count() == 3
    assert living(Letter.objects.all(), end).count() == 0


@pytest.mark.parametrize("start", ["2026-08-31", "2026-08-29", "2026-12-31", "2026-01-31", "2026-02-28"])
@pytest.mark.parametrize("months", [1, 6, 48])
def test_the_cut_off_date_is_never_early_and_less_than_a_day_late(start: str, months: int) -> None:
    begun, period = dt.datetime.fromisoformat(f"{start}T10:00:00+00:00"), Period(months=months)
    end = period.after(begun)
    for hours in range(-96, 97):
        at = end + dt.timedelta(hours=hours)
        assert hours >= 0 or begun > period.cut_off(at), at
        assert hours < 24 or begun <= period.cut_off(at), at


# The clock.


@pytest.mark.keeps("store.retention")
def test_a_clock_that_leaps_deletes_nothing_and_asks_a_human(noon: dt.datetime) -> None:
    filled(noon)
    services.confirm_clock(at=noon)
    far = dt.datetime(2038, 1, 19, 3, 14, 8, tzinfo=dt.UTC)
    report = services.sweep(at=far)
    assert (report.asked, report.total) == (True, 0)
    assert Letter.objects.count() == 3
    assert queries.clock_leap() == (noon, far)
    services.beat(at=far + dt.timedelta(hours=1))  # an hourly look does not talk itself into it
    assert services.sweep(at=far + dt.timedelta(hours=1)).asked
    assert not services.sweep(at=noon + dt.timedelta(hours=2)).asked  # the clock came back
    assert queries.clock_leap() is None


def test_a_human_may_say_that_the_clock_is_right(noon: dt.datetime) -> None:
    filled(noon)
    services.confirm_clock(at=noon)
    with pytest.raises(CommandError, match="leapt"):
        call_command("privacy", "sweep")
    call_command("privacy", "sweep", "--clock-is-right")
    assert pulse.leap() is None


def test_hourly_looks_and_nightly_sweeps_go_on_for_years(noon: dt.datetime) -> None:
    services.confirm_clock(at=noon)
    for hours in range(0, 24 * 4, 7):
        assert services.beat(at=noon + dt.timedelta(hours=hours))
    assert Handle.objects.count() == 0


def test_a_sweep_that_was_killed_goes_on_with_its_report(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        filled(noon, f"p{number}")
    later, calls = Period(months=7).after(noon), []

    def die(name: str) -> None:
        calls.append(name)
        if calls.count("sweep.chunk") == 4:
            raise KeyboardInterrupt

    module = importlib.import_module("privacy.retention.services.sweep")
    monkeypatch.setattr(module, "hit", die)
    with pytest.raises(KeyboardInterrupt):
        sweep(later, chunk=2)
    monkeypatch.setattr(module, "hit", lambda _name: None)
    report = sweep(later, chunk=2)
    assert counts(report)["privacy_sharing.Message deleted"] == 3
    assert counts(report)["example.Letter deleted"] == 6
    assert len(queries.reports()) == 1
    assert uuid.UUID(report.id)


def test_rows_of_another_database_are_counted_once_however_often_a_sweep_is_killed(
    noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (0, 0, 0, 5):
        at = noon + dt.timedelta(days=day)
        analytics.count(visit="v" * 22, path="/en/pieces/", title="", stay_seconds=1, at=at)

    def die(name: str) -> None:
        if name == "sweep.chunk":
            raise KeyboardInterrupt

    module = importlib.import_module("privacy.retention.services.sweep")
    monkeypatch.setattr(module, "hit", die)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            sweep(Period(months=6).after(noon) + dt.timedelta(days=2), chunk=1)
    monkeypatch.setattr(module, "hit", lambda _name: None)
    report = sweep(Period(months=6).after(noon) + dt.timedelta(days=9))
    assert counts(report)["analytics.PageView deleted"] == 4, "three that were due before the kills, one due since"
    assert not PageView.objects.exists()


@pytest.mark.keeps("store.retention", "store.evidence")
def test_what_the_ledger_has_on_record_goes_after_six_years_and_the_rest_still_verifies(
    noon: dt.datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.PRIVACY_LEDGER_ANCHOR = tmp_path / "anchor.txt"
    old = ledger.append(kind="order.placed", about=uuid.uuid4(), facts={}, at=noon)
    ledger.seal(at=noon)
    later = Period(years=6, days=1).after(noon)
    young = ledger.append(kind="order.placed", about=None, facts={}, at=later)
    ledger.seal(at=later)
    report = sweep(later)
    assert counts(report)["ledger entries deleted"] >= 1
    assert not Entry.objects.filter(pk=old).exists()
    assert Entry.objects.filter(pk=young).exists()
    assert verify().is_sound
