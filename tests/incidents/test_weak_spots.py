"""Weak spots are found each night, have a day, are closed by a scan alone, and turn the promise red when late."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from policy.roles import KEEPER
from privacy.promises import protecting
from privacy.scans import queries, registry, services
from privacy.scans.models import Finding
from privacy.scans.osv import Affected
from tests.people import account, staff

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.scans")]
DAY = dt.timedelta(days=1)


@pytest.fixture
def advisories(settings: Settings, tmp_path: Path, noon: dt.datetime) -> Path:
    folder = settings.PRIVACY_ADVISORIES = tmp_path / "advisories"
    settings.PRIVACY_LOCK_FILE = tmp_path / "locked.txt"
    settings.PRIVACY_ADVISORY_SERVICE = ""
    folder.mkdir()
    settings.PRIVACY_LOCK_FILE.write_text("left_pad==1.2.0 \\\n    --hash=sha256:00\nfine==3.0\n")
    advisory(folder, "OTHER-1", "elsewhere", noon)
    return folder


def advisory(folder: Path, name: str, package: str, at: dt.datetime, severity: str = "HIGH") -> None:
    said = {
        "id": name,
        "modified": at.isoformat(),
        "summary": "It leaks.",
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": package},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.0"}, {"fixed": "1.2.1"}]}],
            }
        ],
        "database_specific": {"severity": severity},
    }
    (folder / f"{name}.json").write_text(json.dumps(said))


def dependencies() -> Any:
    return Finding.objects.filter(scanner="dependencies", closed_at=None)


@pytest.mark.parametrize(("severity", "days"), [("HIGH", 3), ("MODERATE", 14), ("", 3)])
def test_a_library_with_an_advisory_is_found_and_has_its_day(
    advisories: Path, noon: dt.datetime, severity: str, days: int
) -> None:
    advisory(advisories, "GHSA-1", "Left-Pad", noon, severity)
    services.scan(at=noon)
    found = dependencies().get()
    assert (found.check_id, found.subject) == ("GHSA-1", "left-pad")
    assert found.due_at == noon + days * DAY


def test_it_keeps_its_day_while_it_is_found_and_ends_when_it_is_not(
    advisories: Path, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(registry._scanners, "posture")  # the machine of the tests has weak spots of its own
    advisory(advisories, "GHSA-1", "left-pad", noon)
    for day in range(3):
        services.scan(at=noon + day * DAY)
    found = dependencies().get()
    assert found.due_at == noon + 3 * DAY
    services.take_on(finding=found, by=staff(), at=noon)
    assert protecting.scanned(noon + 2 * DAY).holds
    services.scan(at=noon + 4 * DAY)
    assert not protecting.scanned(noon + 4 * DAY).holds
    Path(str(advisories.parent / "locked.txt")).write_text("left-pad==1.2.1\n")
    services.scan(at=noon + 4 * DAY)
    assert not dependencies().exists()
    assert protecting.scanned(noon + 4 * DAY).holds


def test_old_knowledge_is_a_weak_spot_itself(advisories: Path, noon: dt.datetime) -> None:
    services.scan(at=noon)
    assert not dependencies().exists()
    services.scan(at=noon + 40 * DAY)
    assert dependencies().get().check_id == "advisories-old"


@pytest.mark.parametrize(
    ("version", "events", "hit"),
    [
        ("1.9", [{"introduced": "0"}, {"fixed": "1.10"}], True),
        ("1.10", [{"introduced": "0"}, {"fixed": "1.10"}], False),
        ("1.10.0", [{"introduced": "0"}, {"fixed": "1.10"}], False),
        ("2.0rc1", [{"introduced": "0"}, {"fixed": "2.0"}], True),
        ("2.5", [{"introduced": "1.0"}, {"fixed": "2.0"}, {"introduced": "2.4"}, {"fixed": "2.6"}], True),
        ("2.2", [{"introduced": "1.0"}, {"fixed": "2.0"}, {"introduced": "2.4"}, {"fixed": "2.6"}], False),
        ("1.5", [{"introduced": "0"}, {"last_affected": "1.5"}], True),
        ("1.6", [{"introduced": "0"}, {"last_affected": "1.5"}], False),
        ("1.5.post1", [{"introduced": "0"}, {"fixed": "1.5"}], False),
        ("1.5.dev3", [{"introduced": "0"}, {"fixed": "1.5a1"}], True),
        ("1!1.0", [{"introduced": "0"}, {"fixed": "2.0"}], False),
        ("2026.2.0", [{"introduced": "0"}, {"fixed": "2026.02"}], False),
        ("1.0", [{"introduced": "0"}, {"fixed": "whenever"}], True),
    ],
)
def test_ranges_are_read_as_versions_not_as_words(version: str, events: list[dict[str, str]], hit: bool) -> None:
    said = tuple(next(iter(event.items())) for event in events)
    assert Affected("left-pad", frozenset(), (said,)).touches(version) is hit


def test_the_house_itself_is_looked_over(advisories: Path, settings: Settings, noon: dt.datetime) -> None:
    settings.VAR = advisories.parent
    key = settings.VAR / "keys" / "master"
    key.parent.mkdir()
    key.write_text("x")
    key.chmod(0o644)
    settings.DEBUG = True
    settings.PRIVACY_BACKUPS = str(advisories)
    services.scan(at=noon + 3650 * DAY)
    found = set(queries.open_findings().filter(scanner="posture").values_list("check_id", "subject"))
    assert {("setting", "DEBUG"), ("file-mode", "keys/master"), ("backup", "old")} <= found
    assert not [one for one in found if one[0] in {"header", "cookie", "answer"}]


def test_without_scans_the_promise_is_not_shown_as_kept_for_long(advisories: Path, noon: dt.datetime) -> None:
    services.scan(at=noon)
    Finding.objects.all().delete()
    assert protecting.scanned(noon + DAY).holds
    assert not protecting.scanned(noon + 3 * DAY).holds


def test_finders_are_told_where_to_write_and_passwords_where_they_change(client: Client) -> None:
    said = client.get("/.well-known/security.txt")
    assert said.headers["Content-Type"].startswith("text/plain")
    lines = dict(line.split(": ", 1) for line in said.content.decode().splitlines() if ": " in line)
    assert lines["Contact"].startswith("mailto:")
    assert dt.datetime.fromisoformat(lines["Expires"]) > dt.datetime.now(dt.UTC)
    assert client.get("/.well-known/change-password").headers["Location"].endswith("/account/password/change/")


@pytest.mark.parametrize(("language", "answers"), [("en", "answers for it until"), ("zh-hans", "在有人接手之前")])
def test_each_has_an_owner_from_the_first_moment_by_post(
    client: Client, advisories: Path, noon: dt.datetime, language: str, answers: str
) -> None:
    advisory(advisories, "GHSA-1", "left-pad", noon)
    services.scan(at=noon)
    found = queries.open_findings()
    assert {one.owner for one in found} == {KEEPER.id}
    assert queries.unowned() == len(found) > 0
    client.force_login(account("keeper@example.org", at=noon, role="keeper"))
    with time_machine.travel(noon):
        assert client.get(f"/{language}/desk/weak-spots/").content.decode().count(answers) == len(found)
        for one in found:
            services.take_on(finding=one, by=staff(), at=noon)
        assert answers not in client.get(f"/{language}/desk/weak-spots/").content.decode()
    assert queries.unowned() == 0
