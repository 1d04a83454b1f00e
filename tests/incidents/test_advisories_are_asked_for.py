"""The service of advisories is asked each night about exactly what is locked; what it did not say is unknown."""

import ast
import datetime as dt
import inspect
import json
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from kit.jobs import registry as jobs
from kit.jobs.models import Job
from privacy.ledger.models import Entry
from privacy.promises import protecting
from privacy.scans import asking, osv, queries, registry, services, shelf
from privacy.scans.models import Asking, Finding
from privacy.scans.types import CouldNotAsk, Trouble
from tests.correspondence.imap_server import certificate
from tests.incidents.advisory_service import ASKED, Advisories, advisory_service, record
from tests.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.scans")]
DAY = dt.timedelta(days=1)
OLD, NEW = "2020-01-01T00:00:00Z", "2026-05-01T10:00:00.123456Z"
PACKAGE: dict[str, Any] = {"ecosystem": "PyPI", "name": "left-pad"}
LOCKED = "left_pad==1.2.0 \\\n    --hash=sha256:00\nfine==3.0\n"


@pytest.fixture
def service(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Advisories]:
    monkeypatch.delitem(registry._scanners, "posture")  # the machine of the tests has weak spots of its own
    settings.PRIVACY_LOCK_FILE = tmp_path / "locked.txt"
    settings.PRIVACY_LOCK_FILE.write_text(LOCKED)
    settings.PRIVACY_ADVISORIES = tmp_path / "advisories"
    with advisory_service() as running:
        settings.PRIVACY_ADVISORY_SERVICE = running.url
        yield running


def night(at: dt.datetime) -> None:
    """What the worker runs at half past two."""
    jobs.find("scans.ask").work({}, at)


def failing_night(at: dt.datetime) -> Trouble:
    """The same when the service fails; the scan at ten past three comes all the same."""
    with pytest.raises(CouldNotAsk) as said:
        night(at)
    services.scan(at=at)
    return said.value.trouble


def found() -> set[tuple[str, str]]:
    return set(queries.open_findings().values_list("check_id", "subject"))


def known_until() -> dt.datetime | None:
    return queries.last_scans()[0].knows_until


def test_what_is_named_for_a_locked_library_is_found_that_night(service: Advisories, noon: dt.datetime) -> None:
    service.file(record("GHSA-1", "Left.Pad", OLD), "left-pad", "1.2.0")
    service.file(record("GHSA-2", "left-pad", OLD), "left-pad", "1.1.9")
    night(noon)
    assert found() == {("GHSA-1", "left-pad")}
    assert known_until() == noon, "the moment of the answer, not the advisory's own date"
    assert not protecting.scanned(noon + 4 * DAY).holds
    assert Entry.objects.filter(kind="scan.asked").get().facts == {"libraries": 2, "advisories": 1}


def test_names_and_versions_leave_and_nothing_else(service: Advisories, noon: dt.datetime) -> None:
    services.ask(at=noon)
    [(path, body)] = service.asked
    wanted = [("left-pad", "1.2.0"), ("fine", "3.0")]
    queries_ = [{"package": {"ecosystem": "PyPI", "name": name}, "version": version} for name, version in wanted]
    assert (path, json.loads(body)) == (ASKED, {"queries": queries_})


def test_the_module_that_asks_can_reach_no_row_and_no_setting() -> None:
    """Whoever may open a connection knows nothing that could leave by it."""
    tree = ast.parse(inspect.getsource(asking))
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    house = {one for one in named if one.split(".")[0] in {"config", "shop", "policy", "privacy", "kit", "django"}}
    assert house == {"privacy.scans.osv", "privacy.scans.types"}


def test_every_page_of_a_long_answer_is_read(service: Advisories, noon: dt.datetime) -> None:
    names = [f"GHSA-{number}" for number in range(7)]
    for name in names:
        service.file(record(name, "left-pad", OLD), "left-pad", "1.2.0")
    night(noon)
    assert {check for check, _ in found()} == set(names)
    service.page = 0  # a token for ever, and nothing on the pages
    assert failing_night(noon + DAY) == Trouble.TOO_LARGE


def test_what_stays_the_same_is_fetched_once_and_what_changed_again(service: Advisories, noon: dt.datetime) -> None:
    for name in ("GHSA-1", "GHSA-2"):
        service.file(record(name, "left-pad", OLD), "left-pad", "1.2.0")
    services.ask(at=noon)
    assert service.fetched == ["GHSA-1", "GHSA-2"]
    service.records["GHSA-2"] = record("GHSA-2", "left-pad", NEW, summary="Worse.")
    services.ask(at=noon + DAY)
    assert service.fetched == ["GHSA-1", "GHSA-2", "GHSA-2"]
    after = shelf.find("GHSA-2")
    assert after is not None
    assert after.summary == "Worse."


def test_a_withdrawn_advisory_closes_its_finding_and_so_does_one_that_is_gone(
    service: Advisories, noon: dt.datetime
) -> None:
    for name in ("GHSA-1", "GHSA-2", "GHSA-3"):
        service.file(record(name, "left-pad", OLD), "left-pad", "1.2.0")
    night(noon)
    for name in ("GHSA-1", "GHSA-2", "GHSA-3"):
        service.forget(name)
    service.records["GHSA-1"] |= {"withdrawn": NEW, "modified": NEW}
    del service.records["GHSA-2"]
    night(noon + DAY)
    assert found() == {("GHSA-3", "left-pad")}, "silence alone takes nothing away"
    night(noon + 2 * DAY)
    assert found() == {("GHSA-3", "left-pad")}


def test_a_service_that_says_nothing_any_more_clears_nothing(service: Advisories, noon: dt.datetime) -> None:
    service.file(record("GHSA-1", "left-pad", OLD), "left-pad", "1.2.0")
    night(noon)
    service.faults[ASKED] = b'{"results": []}'
    assert failing_night(noon + DAY) == Trouble.UNREADABLE
    service.faults[ASKED] = b'{"results": [{}, {}]}'
    night(noon + DAY)
    assert found() == {("GHSA-1", "left-pad")}


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (301, Trouble.REFUSED),
        (429, Trouble.REFUSED),
        (500, Trouble.REFUSED),
        (404, Trouble.REFUSED),
        (b"<html>", Trouble.UNREADABLE),
        (b"[" * 100_000, Trouble.UNREADABLE),
        (b"[]", Trouble.UNREADABLE),
        (b'{"results": {"0": 1}}', Trouble.UNREADABLE),
        (b'{"results": [{}]}', Trouble.UNREADABLE),
        (b'{"results": [null, {}]}', Trouble.UNREADABLE),
        (b'{"results": [{"vulns": [{"id": "../../main", "modified": "2020-01-01T00:00:00Z"}]}, {}]}', "unreadable"),
        (b'{"results": [{"vulns": [{"id": "GHSA-1", "modified": "never"}]}, {}]}', Trouble.UNREADABLE),
        (b'{"results": [{"vulns": 7}, {}]}', Trouble.UNREADABLE),
        (b" " * (asking.LARGEST_LIST + 1), Trouble.TOO_LARGE),
        ("slow", Trouble.SLOW),
        ("drip", Trouble.SLOW),
    ],
)
def test_a_list_that_cannot_be_had_leaves_everything_as_old_as_it_is(
    service: Advisories, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch, fault: Any, trouble: str
) -> None:
    service.file(record("GHSA-1", "left-pad", OLD), "left-pad", "1.2.0")
    night(noon)
    if isinstance(fault, str):
        monkeypatch.setattr(asking, "SECONDS", 0.3)
    service.faults[ASKED] = fault
    began = time.monotonic()
    assert failing_night(noon + DAY) == trouble
    assert time.monotonic() - began < (1.2 if isinstance(fault, str) else asking.SECONDS)
    assert found() == {("GHSA-1", "left-pad")}
    assert known_until() == noon
    last = queries.last_trouble()
    assert last is not None
    assert (last.at, last.trouble) == (noon + DAY, trouble)


def hostile(**changes: Any) -> bytes:
    return json.dumps(record("GHSA-2", "left-pad", OLD) | changes).encode()


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (503, Trouble.REFUSED),
        (404, Trouble.INCOMPLETE),
        (b"\xff\xfe", Trouble.UNREADABLE),
        (b"null", Trouble.UNREADABLE),
        (b'{"id": ' + b"9" * 5_000 + b"}", Trouble.UNREADABLE),
        (hostile(id="GHSA-3"), Trouble.UNREADABLE),
        (hostile(modified="2020-01-01T00:00:00"), Trouble.UNREADABLE),
        (hostile(affected=[{"package": PACKAGE | {"name": ["left-pad"]}}]), Trouble.UNREADABLE),
        (hostile(affected=[{"package": PACKAGE, "ranges": [{"type": "ECOSYSTEM", "events": [{}]}]}]), "unreadable"),
        (b" " * (osv.LARGEST + 1), Trouble.TOO_LARGE),
    ],
)
def test_one_advisory_that_cannot_be_had_keeps_no_other_away_and_makes_nothing_newer(
    service: Advisories, noon: dt.datetime, fault: Any, trouble: str
) -> None:
    night(noon)
    for name in ("GHSA-1", "GHSA-2", "GHSA-9"):
        service.file(record(name, "left-pad", NEW), "left-pad", "1.2.0")
    service.faults["/v1/vulns/GHSA-2"] = fault
    assert failing_night(noon + DAY) == trouble
    assert found() == {("GHSA-1", "left-pad"), ("GHSA-9", "left-pad")}
    assert not shelf.find("GHSA-2")
    assert known_until() == noon
    service.faults.clear()
    service.asked.clear()
    night(noon + DAY)
    assert service.fetched == ["GHSA-2"], "what was kept is not fetched again"
    assert len(found()) == 3
    assert known_until() == noon + DAY


def test_nobody_listening_is_unknown_and_never_clean(
    service: Advisories, noon: dt.datetime, settings: Settings
) -> None:
    settings.PRIVACY_ADVISORY_SERVICE = "http://127.0.0.1:9"
    assert failing_night(noon) == Trouble.UNREACHABLE
    assert found() == {("advisories-old", "advisories")}
    assert known_until() is None
    assert "unknown" in protecting.asked(noon).text
    assert protecting.asked(noon + DAY).holds
    assert not protecting.asked(noon + 15 * DAY).holds


@pytest.mark.parametrize(
    "address", ["http://192.0.2.1", "ftp://127.0.0.1", "advisories.example", "http://[", "https://"]
)
def test_an_address_that_could_be_overheard_is_not_asked(
    service: Advisories, noon: dt.datetime, settings: Settings, address: str
) -> None:
    settings.PRIVACY_ADVISORY_SERVICE = address
    assert failing_night(noon) == Trouble.NOT_SAFE


def test_only_a_certificate_that_is_trusted_is_spoken_to(
    service: Advisories, noon: dt.datetime, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(own, tmp_path / "key.pem")
    service.socket = context.wrap_socket(service.socket, server_side=True)
    settings.PRIVACY_ADVISORY_SERVICE = f"https://127.0.0.1:{service.server_port}"
    assert failing_night(noon) == Trouble.UNREACHABLE
    assert not service.asked
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    night(noon)
    assert known_until() == noon


def test_silence_becomes_a_weak_spot_and_then_breaks_the_promise(service: Advisories, noon: dt.datetime) -> None:
    night(noon)
    service.faults[ASKED] = 500
    failing_night(noon + 6 * DAY)
    assert not found()
    failing_night(noon + 8 * DAY)
    assert found() == {("advisories-old", "advisories")}
    for later in range(9, 23):
        services.scan(at=noon + later * DAY)
    assert protecting.asked(noon + 21 * DAY).holds
    assert not protecting.asked(noon + 23 * DAY).holds
    assert not protecting.scanned(noon + 23 * DAY).holds
    service.faults.clear()
    night(noon + 23 * DAY)
    assert protecting.asked(noon + 23 * DAY).holds


def test_an_answer_about_other_versions_or_with_a_file_lost_says_nothing(
    service: Advisories, noon: dt.datetime, settings: Settings
) -> None:
    service.file(record("GHSA-1", "left-pad", OLD), "left-pad", "1.2.0")
    night(noon)
    settings.PRIVACY_LOCK_FILE.write_text(LOCKED.replace("3.0", "3.1"))
    services.scan(at=noon)
    assert ("advisories-old", "advisories") in found()
    assert known_until() is None
    settings.PRIVACY_LOCK_FILE.write_text(LOCKED)
    services.scan(at=noon)
    assert known_until() == noon
    shelf.drop("GHSA-1")
    services.scan(at=noon)
    assert known_until() is None
    night(noon + DAY)
    assert found() == {("GHSA-1", "left-pad")}


def test_the_services_word_counts_where_the_range_is_silent(service: Advisories, noon: dt.datetime) -> None:
    service.file(record("GHSA-1", "left-pad", OLD, affected=[]), "left-pad", "1.2.0")
    night(noon)
    assert found() == {("GHSA-1", "left-pad")}


def test_what_lies_unreadable_in_the_folder_is_said_and_stops_no_scan(
    service: Advisories, noon: dt.datetime, settings: Settings
) -> None:
    service.file(record("GHSA-1", "left-pad", OLD, summary="a\x00b\ud800"), "left-pad", "1.2.0")
    services.ask(at=noon)
    (settings.PRIVACY_ADVISORIES / "torn.json").write_text('{"id": "GH')
    services.scan(at=noon)
    assert found() == {("GHSA-1", "left-pad"), ("advisory-unreadable", "torn.json")}
    assert Finding.objects.get(check_id="GHSA-1").mend == "left-pad 1.2.0: ab"


def test_a_write_that_dies_leaves_the_old_file_whole(
    service: Advisories, noon: dt.datetime, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.file(record("GHSA-1", "left-pad", OLD), "left-pad", "1.2.0")
    services.ask(at=noon)
    service.records["GHSA-1"] = record("GHSA-1", "left-pad", NEW)
    with monkeypatch.context() as dying:
        dying.setattr("os.fsync", lambda _file: (_ for _ in ()).throw(OSError("no space")))
        with pytest.raises(OSError, match="space"):
            services.ask(at=noon + DAY)
    before = shelf.find("GHSA-1")
    assert before is not None
    assert before.modified_at == osv.moment(OLD)
    assert [one.name for one in settings.PRIVACY_ADVISORIES.iterdir()] == ["GHSA-1.json"]
    (settings.PRIVACY_ADVISORIES / "killed.part").write_text("{")
    services.ask(at=dt.datetime.now(dt.UTC) + DAY)
    assert [one.name for one in settings.PRIVACY_ADVISORIES.iterdir()] == ["GHSA-1.json"]


def test_without_a_service_nobody_is_asked_and_everybody_is_told(
    service: Advisories, noon: dt.datetime, settings: Settings
) -> None:
    settings.PRIVACY_ADVISORY_SERVICE = ""
    night(noon)
    assert (service.asked, Asking.objects.count()) == ([], 0)
    assert protecting.asked(noon).holds
    assert "nobody is asked" in protecting.asked(noon).text


def test_the_job_comes_before_the_scan_and_is_tried_for_hours() -> None:
    rhythms = jobs.schedules()
    ask, scan = rhythms["scans.ask"], rhythms["scans.scan"]
    assert isinstance(ask, dt.time)
    assert isinstance(scan, dt.time)
    assert ask < scan
    assert jobs.find("scans.ask").attempts >= 12


def test_the_command_asks_first_and_fails_when_it_could_not(service: Advisories, capsys: Any) -> None:
    service.file(record("GHSA-1", "left-pad", OLD), "left-pad", "1.2.0")
    call_command("privacy", "scan")
    assert "GHSA-1 left-pad" in capsys.readouterr().out
    service.faults[ASKED] = 500
    with pytest.raises(CommandError, match="could not be asked"):
        call_command("privacy", "scan")


def test_the_desk_says_how_it_stands(service: Advisories, noon: dt.datetime, settings: Settings) -> None:
    client = Client()
    boss = account("boss@example.org", at=noon, role="keeper")
    client.force_login(boss)
    assert "never answered" in page(client)
    services.ask(at=noon)
    assert "Libraries asked for: 2; advisories named: 0." in page(client)
    assert "failed:" not in page(client)
    service.faults[ASKED] = 500
    failing_night(noon + DAY)
    assert "failed: the service refused or failed" in page(client)
    assert "in vain" in protecting.asked(noon + DAY).text
    with time_machine.travel(noon + DAY, tick=False):
        client.force_login(boss)
        assert [client.post("/en/desk/weak-spots/scan/").status_code for _click in range(2)] == [302, 302]
    assert Job.objects.filter(name="scans.ask").count() == 1
    settings.PRIVACY_ADVISORY_SERVICE = ""
    client.force_login(boss)
    assert "nobody is asked" in page(client)
    client.post("/en/desk/weak-spots/scan/")
    assert Job.objects.filter(name="scans.ask").count() == 1


def page(client: Client) -> str:
    return client.get("/en/desk/weak-spots/").content.decode()
