"""Each night copies are put back elsewhere: nobody erased is in them, and a copy that says otherwise turns red."""

import datetime as dt
import json
import signal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from pytest_django import Settings

from kit.jobs.models import Job
from kit.jobs.registry import find
from privacy.erasure import demo, queries, services
from privacy.erasure.backups import databases
from privacy.erasure.models import RestoreProof
from privacy.erasure.proving import looking, place, proof
from privacy.erasure.types import BackupRefused, Fault
from privacy.ledger.models import Entry
from privacy.people import services as people
from privacy.promises import registry
from privacy.promises.restoring import restored
from privacy.vault import services as vault
from privacy.vault.models import DataKey
from tests.attacks.test_backup_and_restore import ERASE, FILL, backup, manage, refuses
from tests.databases import on_postgresql, there
from tests.engine.places import filled_site
from tests.erasing import erase
from tests.example.filling import filled
from tests.example.models import Bill
from tests.people import account
from tests.processes import run_python

pytestmark = pytest.mark.keeps("right.deletion", "protect.encryption")
SEALED = """
from privacy.ledger.services import seal
from tests.example.filling import filled
filled(at, "who-stays")
seal(at=at)
"""
TOLD = """
import json
from privacy.erasure.models import RestoreProof
from privacy.ledger.models import Entry
proof, entry = RestoreProof.objects.latest("at"), Entry.objects.filter(kind__startswith="restore.").latest("pk")
print(json.dumps([entry.kind, entry.facts["digest"] == proof.digest, proof.copies]))
"""
FITS = {"shut": True, "open": True, "readable": 0, "broken": 0, "faults": 0, "silent": 0}


@pytest.fixture
def inhabited(tmp_path: Path) -> tuple[dict[str, str], str]:
    """A site with a sealed ledger, somebody who will be erased and somebody who stays."""
    env, person = filled_site(tmp_path / "site", FILL + SEALED)
    return {**env, "SHIJIANG_SECRET_KEY": "for this test", "SHIJIANG_BACKUPS": str(tmp_path / "saved")}, person


class Left:
    """What proofs that were killed have left: folders in the site, databases on its server."""

    def __init__(self, env: dict[str, str]) -> None:
        self.folders = list(Path(env["SHIJIANG_VAR"]).glob("proving-*"))
        self.databases = {
            name for one in self.folders for name in json.loads((one / "databases.json").read_text()).values()
        }

    def is_there(self) -> bool:
        """All of it: both databases where the site has them on a server, and a copy of the keys."""
        on_server = there(self.databases) == self.databases if on_postgresql() else not self.databases
        return on_server and bool(self.folders) and all((one / "keys.tar").exists() for one in self.folders)

    def is_gone(self) -> bool:
        """All of it."""
        on_server = there(self.databases) if on_postgresql() else set()
        return not on_server and not any(one.exists() for one in self.folders)


def killed_at(env: dict[str, str], point: str) -> Left:
    """What a proof killed there leaves."""
    assert manage({**env, "SHIJIANG_FAILPOINT": point}, "restore", "--prove").returncode == -signal.SIGKILL
    left = Left(env)
    assert len(left.databases) == (2 if on_postgresql() else 0)
    assert left.is_there()
    return left


@pytest.mark.timeout(600)
def test_the_newest_and_the_oldest_copy_are_put_back_elsewhere_and_nobody_erased_is_in_them(
    inhabited: tuple[dict[str, str], str], tmp_path: Path
) -> None:
    env, person = inhabited
    backup(env, tmp_path / "saved")
    left = killed_at(env, "proof.place")
    run_python(ERASE.replace("PERSON", person) + SEALED.replace("who-stays", "who-came"), env)
    assert left.is_gone(), "an erasure clears it"
    newest = backup(env, tmp_path / "saved")
    left = killed_at(env, "proof.tried")
    done = manage(env, "restore", "--prove")
    assert done.returncode == 0, done.stdout + done.stderr
    assert left.is_gone(), "the next proof clears it"
    assert not Left(env).folders
    kind, fits, copies = json.loads(run_python(TOLD, env))
    assert (kind, fits) == ("restore.proved", True)
    assert [(one["back"], one["people"], one["erased"], one["readable"]) for one in copies] == [
        (1, 1, 1, 0),
        (0, 2, 1, 0),
    ]
    assert all(one["opened"] > 10 and one["entries"] and one["pages"] for one in copies)
    assert not refuses(env), "the site itself is as it was"
    whole = newest.read_bytes()
    newest.write_bytes(whole[:9000] + b"\xff" + whole[9001:])
    for copy in newest.parent.iterdir():
        if copy != newest:
            copy.unlink()
    failed = manage(env, "restore", "--prove")
    assert failed.returncode == 1
    assert "not proved: refused" in failed.stderr


@pytest.mark.django_db
def test_whatever_of_the_erased_could_be_read_in_a_copy_is_counted(
    noon: dt.datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.PRIVACY_TOMBSTONES = tmp_path / "erased.txt"  # the run's own knows whom other tests erased
    person_id = filled(noon)
    vault.bury([person_id], at=noon)  # a copy of before the erasure, not replayed
    assert looking.everybody_erased() == {person_id}
    assert looking.readable([person_id]) > 20
    services.replay(at=noon)
    assert looking.readable([person_id]) == 0
    Bill.objects.update(note="a word law does not keep")
    assert looking.readable([person_id]) == 1
    DataKey.objects.create(person_id=person_id, retention_class="example-month", wrapped=b"x", master="x")
    assert looking.readable([person_id]) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "said", "fault"), [(name, not wanted, fault) for name, wanted, fault in proof.DEMANDS]
)
def test_a_copy_that_fails_in_one_thing_proves_nothing(
    noon: dt.datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: object, fault: Fault
) -> None:
    (tmp_path / "backup-20260601T120000Z.tar").touch()
    monkeypatch.setattr(proof, "_said", lambda *_args: {**FITS, name: said})
    made = proof.prove(folder=tmp_path, at=noon)
    assert (made.fault, queries.proofs()[0].fault) == (fault, fault.label)
    assert Entry.objects.get(kind="restore.failed").facts["fault"] == fault
    assert not restored(noon).holds


@pytest.mark.django_db
def test_without_a_copy_or_a_place_to_try_it_in_nothing_is_proved(
    noon: dt.datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert proof.prove(folder=tmp_path, at=noon).fault == Fault.NO_COPY
    (tmp_path / "backup-20260601T120000Z.tar").touch()

    def none_there(*_args: Any) -> None:
        raise BackupRefused

    monkeypatch.setattr(proof, "_said", none_there)
    assert proof.prove(folder=tmp_path, at=noon).fault == Fault.NO_PLACE


@pytest.mark.django_db
def test_the_promise_turns_red_when_the_last_proof_is_old_or_there_never_was_one(noon: dt.datetime) -> None:
    assert all(restored in registry.witnesses(clause) for clause in ("right.deletion", "protect.encryption"))
    people.create(at=noon)
    assert restored(noon).holds, "a new site has nothing to try yet"
    assert not restored(noon + dt.timedelta(hours=51)).holds
    copy = {"name": "backup-1.tar", "made_at": noon.isoformat(), "people": 9, "back": 7, "readable": 0}
    copies = [{**copy, "seconds": 4, "fault": ""}]
    RestoreProof.objects.create(at=noon + dt.timedelta(hours=60), seconds=4, copies=copies, digest="5f" * 32)
    seen = restored(noon + dt.timedelta(hours=61))
    assert seen.holds
    assert "erased people in them: at least 5" in seen.text
    assert not restored(noon + dt.timedelta(hours=111)).holds


@pytest.mark.django_db
def test_the_desk_shows_what_was_tried_and_what_failed_in_the_readers_words(noon: dt.datetime) -> None:
    copy = {"name": "backup-1.tar", "made_at": noon.isoformat(), "people": 3, "back": 2, "readable": 0, "seconds": 4}
    for hour, fault in enumerate(("", Fault.LEDGER)):
        at, copies = noon + dt.timedelta(hours=hour), [{**copy, "fault": fault}]
        RestoreProof.objects.create(at=at, seconds=4, copies=copies, fault=fault, digest="5f" * 32)
    client = Client()
    client.force_login(account(at=noon, role="keeper"), backend=site.AUTHENTICATION_BACKENDS[0])
    english, chinese = (client.get(f"/{one}/desk/evidence/").content.decode() for one in ("en", "zh-hans"))
    assert "not proved: the ledger does not fit" in english.replace("</strong>", "").replace("<strong>", "")
    assert "3 people; 2 erased ones were in it, 0 of their values readable afterwards" in english
    assert "账本不相符" in chinese
    assert "其中曾有 2 名已删除的人" in chinese


@pytest.mark.django_db
def test_what_a_killed_proof_left_goes_with_the_next_erasure_unless_one_is_at_work(noon: dt.datetime) -> None:
    left = Path(site.VAR) / "proving-killed"
    left.mkdir(parents=True)
    (left / "keys.tar").write_bytes(b"keys of everybody")
    with place.held():
        left.mkdir(exist_ok=True)
        erase(person_id=people.create(at=noon).pk, at=noon)
        assert left.exists()
        with pytest.raises(place.AlreadyProving), place.held():
            pass
    erase(person_id=people.create(at=noon).pk, at=noon)
    assert not left.exists()


@pytest.mark.django_db
def test_a_copy_is_made_each_night_unless_there_is_a_fresh_one(
    noon: dt.datetime, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PRIVACY_BACKUPS = str(tmp_path)
    monkeypatch.setattr(databases, "copy", lambda _alias, target: target.write_bytes(b"a database"))
    for hours in (0, 11, 24):
        find("erasure.back_up").work({}, noon + dt.timedelta(hours=hours))
    assert len(list(tmp_path.glob("backup-*.tar"))) == 2


@pytest.mark.django_db
def test_the_demo_asks_for_its_first_copy_and_proof_once(noon: dt.datetime) -> None:
    for _ in range(2):
        demo.load(noon)
    assert list(Job.objects.order_by("run_at").values_list("name", flat=True)) == ["erasure.back_up", "erasure.prove"]
