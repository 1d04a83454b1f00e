"""A report of a sweep says what was sealed: whoever alters it in the database is seen at the desk and in public."""

import datetime as dt
import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from kit.clock import Period
from privacy.ledger import services as ledger
from privacy.ledger.models import Entry
from privacy.promises.evidence import sealed_reports
from privacy.retention import queries, services
from privacy.retention.models import Line, Report
from privacy.retention.types import Seal, SweepReport
from tests.example.filling import filled
from tests.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("store.evidence")]
DAY = dt.timedelta(days=1)
ALTERED = {
    "another count": "UPDATE privacy_retention_line SET count = count + 1",
    "another day": "UPDATE privacy_retention_line SET until = '2020-01-01 00:00:00+00:00'",
    "another clock": "UPDATE privacy_retention_line SET clock = 'other'",
    "another treatment": "UPDATE privacy_retention_line SET how = how || 'x'",
    "a line less": "DELETE FROM privacy_retention_line",
    "another beginning": "UPDATE privacy_retention_report SET begun_at = '2020-01-01 00:00:00+00:00'",
    "another end": "UPDATE privacy_retention_report SET finished_at = '2030-01-01 00:00:00+00:00'",
    "an end long ago": "UPDATE privacy_retention_report SET finished_at = '2020-01-01 00:00:00+00:00'",
    "no end": "UPDATE privacy_retention_report SET finished_at = NULL",
    "called a trial": "UPDATE privacy_retention_report SET dry_run = NOT dry_run",
    "called a question": "UPDATE privacy_retention_report SET asked = NOT asked",
    "no report": "DELETE FROM privacy_retention_report",
}


def altered(sql: str) -> None:
    with connection.cursor() as cursor:
        for statement in ("DELETE FROM privacy_retention_line", sql) if "DELETE" in sql else (sql,):
            cursor.execute(statement)


@pytest.fixture(autouse=True)
def _own_anchor(settings: Settings, tmp_path: Path) -> None:
    settings.PRIVACY_LEDGER_ANCHOR = tmp_path / "anchor.txt"


@pytest.fixture
def later(noon: dt.datetime) -> dt.datetime:
    return Period(months=7).after(noon)


@pytest.fixture
def swept(noon: dt.datetime, later: dt.datetime) -> SweepReport:
    filled(noon)
    services.confirm_clock(at=later)
    return services.sweep(at=later)


def verified() -> str:
    out = StringIO()
    call_command("privacy", "ledger", "verify", stdout=out)
    return out.getvalue()


def desk(later: dt.datetime) -> str:
    with time_machine.travel(later):
        client = Client()
        client.force_login(account("keeper@example.org", at=later, role="keeper"))
        return client.get("/en/desk/evidence/").content.decode()


def test_what_nobody_touched_is_as_sealed(swept: SweepReport, later: dt.datetime) -> None:
    assert swept.seal is Seal.WHOLE
    assert queries.reports() == [swept]
    assert sealed_reports(later).holds
    assert "sound" in verified()
    page = desk(later)
    assert "as sealed" in page
    assert swept.digest[:16] in page


@pytest.mark.parametrize("sql", ALTERED.values(), ids=ALTERED.keys())
def test_what_was_altered_past_the_application_turns_red(swept: SweepReport, later: dt.datetime, sql: str) -> None:
    altered(sql)
    assert not sealed_reports(later).holds
    assert all(one.seal is Seal.BROKEN for one in queries.reports())
    with pytest.raises(CommandError):
        verified()


def test_the_desk_says_which_report_was_altered(swept: SweepReport, later: dt.datetime) -> None:
    altered(ALTERED["another count"])
    assert "not what was sealed: somebody has changed it" in desk(later)


def sha(said: Any) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def test_a_new_digest_on_an_altered_report_does_not_help(swept: SweepReport, later: dt.datetime) -> None:
    altered(ALTERED["another count"])
    lines = list(Line.objects.order_by("what", "how").values_list("what", "how", "clock", "count"))
    Report.objects.update(digest=sha(lines))
    assert queries.reports()[0].seal is Seal.BROKEN


def test_a_report_nobody_sealed_is_none_of_ours(swept: SweepReport, later: dt.datetime) -> None:
    Report.objects.create(begun_at=later + DAY, finished_at=later + DAY, digest=sha([]))
    assert queries.reports()[0].seal is Seal.BROKEN
    assert not sealed_reports(later).holds


def test_trials_have_no_seal_and_break_none(swept: SweepReport, later: dt.datetime) -> None:
    assert services.sweep(at=later, dry_run=True).seal is Seal.NONE
    assert sealed_reports(later).holds


def test_what_an_earlier_release_sealed_still_counts(later: dt.datetime) -> None:
    row = Report.objects.create(begun_at=later, finished_at=later)
    Line.objects.create(report=row, what="x", how="deleted", clock="mail", until=later, count=3)
    Report.objects.update(digest=sha([["x", "deleted", "mail", 3]]))
    facts: dict[str, str | int] = {"report": str(row.pk), "treated": 3, "digest": Report.objects.get().digest}
    ledger.append(kind="retention.swept", about=None, facts=facts, at=later)
    assert queries.reports()[0].seal is Seal.WHOLE
    Line.objects.update(count=2)
    assert queries.reports()[0].seal is Seal.BROKEN


def test_a_report_outlives_its_entry_in_the_ledger(swept: SweepReport, later: dt.datetime) -> None:
    Entry.unguarded.all().delete()
    ledger.append(kind="test.done", about=None, facts={}, at=later + DAY)
    assert queries.reports()[0].seal is Seal.WHOLE
    Line.objects.update(count=7)
    assert queries.reports()[0].seal is Seal.BROKEN


@pytest.mark.parametrize("count", [1, 3])
def test_many_reports_cost_as_much_as_one(later: dt.datetime, count: int, django_assert_num_queries: Any) -> None:
    for day in range(count):
        services.confirm_clock(at=later + day * DAY)
        services.sweep(at=later + day * DAY)
    with django_assert_num_queries(3):
        assert len(queries.reports()) == count
