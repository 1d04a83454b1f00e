"""A backup holds no keys, a damaged one is refused, and a restored one brings nobody back."""

import signal
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.engine.places import filled_site, kept_aside, main_database, site
from tests.processes import run_python, start_python

AT = "import datetime as dt\nat = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)\n"
FILL = AT + "from tests.example.filling import filled\nprint(filled(at))"
ERASE = AT + "import uuid\nfrom tests.erasing import erase\nerase(person_id=uuid.UUID('PERSON'), at=at)"
COMMAND = "from django.core.management import execute_from_command_line as run\nrun("
SERVE = "import config.wsgi\nprint('serving')"
LEFT = """
import uuid
from privacy.datamap import queries
from privacy.vault.models import DataKey
person = uuid.UUID('PERSON')
print(sorted(said.label for said in queries.about_people() if queries.rows_about(said, [person]).exists()),
    DataKey.objects.filter(person_id=person, locked=False).count())
"""
GONE = "['example.Bill', 'example.Letter', 'example.Visit'] 0"


def manage(env: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    child = start_python(COMMAND + repr(["manage.py", *args]) + ")", env, stderr=subprocess.PIPE)
    said, complaints = child.communicate(timeout=300)
    return subprocess.CompletedProcess(args, child.returncode or 0, said, complaints)


def backup(env: dict[str, str], folder: Path) -> Path:
    done = manage(env, "backup", str(folder))
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[0])


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {**site(tmp_path / "site"), "SHIJIANG_SECRET_KEY": "for this test"}


@pytest.fixture
def inhabited(tmp_path: Path) -> tuple[dict[str, str], str]:
    """A site, and a person of whom much is known there."""
    env, person = filled_site(tmp_path / "site", FILL)
    return {**env, "SHIJIANG_SECRET_KEY": "for this test"}, person


def refuses(env: dict[str, str]) -> bool:
    child = start_python(SERVE, env, stderr=subprocess.PIPE)
    _said, complaints = child.communicate(timeout=60)
    return child.returncode != 0 and "NotReplayed" in complaints


@pytest.mark.keeps("right.deletion", "protect.encryption")
def test_a_restored_backup_brings_nobody_back(inhabited: tuple[dict[str, str], str], tmp_path: Path) -> None:
    env, person = inhabited
    saved = backup(env, tmp_path / "saved")
    with tarfile.open(saved) as archive:
        names = archive.getnames()
        assert not any("keys" in name or "master" in name for name in names)
        assert sum(name.startswith("media/") for name in names) == 1
    keys = (tmp_path / "site" / "keys.sqlite3").read_bytes()
    assert keys[:4096] not in saved.read_bytes()
    run_python(ERASE.replace("PERSON", person), env)
    # Killed between the database and the replay: neither site nor worker starts.
    assert manage({**env, "SHIJIANG_FAILPOINT": "restore.database:2"}, "restore", str(saved), "--overwrite").returncode
    assert refuses(env)
    assert "NotReplayed" in manage(env, "work", "--once").stderr
    done = manage(env, "restore", "--replay")
    assert "1 erased people" in done.stdout, done.stderr
    assert not refuses(env)
    assert run_python(LEFT.replace("PERSON", person), env).strip() == GONE


@pytest.mark.keeps("right.deletion")
def test_files_copied_back_by_hand_are_recognised(inhabited: tuple[dict[str, str], str]) -> None:
    env, person = inhabited
    put_back = kept_aside(env)
    run_python(ERASE.replace("PERSON", person), env)
    put_back()
    assert refuses(env)
    manage(env, "restore", "--replay")
    assert run_python(LEFT.replace("PERSON", person), env).strip() == GONE


def test_an_older_key_store_gives_nobody_their_keys_back(inhabited: tuple[dict[str, str], str], tmp_path: Path) -> None:
    env, person = inhabited
    assert manage(env, "backup", "--keys", str(tmp_path / "keys.tar")).returncode == 0
    run_python(ERASE.replace("PERSON", person), env)
    assert manage(env, "restore", "--keys", str(tmp_path / "keys.tar")).returncode == 0
    manage(env, "restore", "--replay")
    assert run_python(LEFT.replace("PERSON", person), env).strip() == GONE


def test_a_damaged_backup_is_refused_and_nothing_is_touched(
    inhabited: tuple[dict[str, str], str], tmp_path: Path
) -> None:
    env, _person = inhabited
    saved = backup(env, tmp_path / "saved")
    whole = saved.read_bytes()
    before = main_database(env)
    for damage in (whole[: len(whole) // 2], whole[:5000] + b"\xff" + whole[5001:], b""):
        saved.write_bytes(damage)
        done = manage(env, "restore", str(saved), "--overwrite")
        assert "Nothing was touched" in done.stderr
    saved.write_bytes(whole)
    assert "--overwrite" in manage(env, "restore", str(saved)).stderr
    assert main_database(env) == before


@pytest.mark.parametrize("point", ["backup.begun", "backup.database:1", "backup.database:2", "backup.written"])
def test_a_backup_killed_anywhere_leaves_no_half_archive(env: dict[str, str], tmp_path: Path, point: str) -> None:
    folder = tmp_path / "saved"
    call = f"from django.core.management import call_command\ncall_command('backup', {str(folder)!r})"
    doomed = start_python(call, {**env, "SHIJIANG_FAILPOINT": point})
    assert doomed.wait(60) == -signal.SIGKILL
    assert not list(folder.glob("backup-*.tar"))
    made = backup(env, folder)
    assert list(folder.iterdir()) == [made]
    assert made.stat().st_mode & 0o077 == 0
    with tarfile.open(made) as archive:
        assert "manifest.json" in archive.getnames()
