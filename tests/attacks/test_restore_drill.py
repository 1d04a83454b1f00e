"""The drill: newest and oldest copies are put back, whole and half. Nobody erased returns, no mail goes out twice."""

import signal
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.db import connections

from bench.serving import free_port
from privacy.erasure.backups import postgresql
from privacy.erasure.types import BackupRefused
from tests.attacks.test_backup_and_restore import AT, ERASE, FILL, GONE, LEFT, backup, manage, refuses
from tests.databases import on_postgresql
from tests.engine.places import filled_site
from tests.processes import run_python, start_python

Site = tuple[dict[str, str], str]
LATER_RELEASE = """
from django.db import connection
connection.cursor().execute("CREATE TABLE of_a_later_release (id integer)")
"""
TABLES = "from django.db import connection\nprint('of_a_later_release' in connection.introspection.table_names())\n"
WORK = (
    AT
    + """
from kit.jobs.runner import Runner
while Runner().run_next(at=at + dt.timedelta(hours=1)): pass
from privacy.sharing.models import Message
print(Message.objects.exclude(sent_at=None).count())
"""
)


@pytest.fixture
def inhabited(tmp_path: Path) -> Site:
    """A site, and a person of whom much is known there."""
    env, person = filled_site(tmp_path / "site", FILL)
    return {**env, "SHIJIANG_SECRET_KEY": "for this test"}, person


@pytest.mark.keeps("right.deletion")
def test_nobody_erased_is_back_from_the_oldest_or_the_newest_copy_with_keys_of_either_age(
    inhabited: Site, tmp_path: Path
) -> None:
    env, person = inhabited
    keys = {age: tmp_path / f"{age}-keys.tar" for age in ("oldest", "newest")}
    saved = {"oldest": backup(env, tmp_path / "oldest")}
    assert not manage(env, "backup", "--keys", str(keys["oldest"])).returncode
    run_python(ERASE.replace("PERSON", person), env)
    saved["newest"] = backup(env, tmp_path / "newest")
    assert not manage(env, "backup", "--keys", str(keys["newest"])).returncode
    for copy, age in (("oldest", "newest"), ("newest", "oldest"), ("oldest", "oldest")):
        assert not manage(env, "restore", "--keys", str(keys[age])).returncode
        done = manage(env, "restore", str(saved[copy]), "--overwrite")
        assert done.returncode == 0, done.stderr
        assert run_python(LEFT.replace("PERSON", person), env).strip() == GONE, (copy, age)
    assert not refuses(env)


@pytest.mark.keeps("right.deletion")
def test_keys_put_back_from_before_an_erasure_keep_the_site_shut_until_it_is_replayed(
    inhabited: Site, tmp_path: Path
) -> None:
    env, person = inhabited
    saved, keys = backup(env, tmp_path / "saved"), tmp_path / "keys.tar"
    assert not manage(env, "backup", "--keys", str(keys)).returncode
    run_python(ERASE.replace("PERSON", person), env)
    unmarked = "from privacy.erasure.models import RestoreMark\nRestoreMark.objects.all().delete()"
    halfway = {**env, "SHIJIANG_FAILPOINT": "restore.database:2"}
    assert manage(halfway, "restore", str(saved), "--overwrite").returncode
    assert not manage(env, "restore", "--keys", str(keys)).returncode
    run_python(unmarked, env)  # as if both had been copied by hand: the tombstone outside alone tells
    assert refuses(env)


@pytest.mark.parametrize("point", ["restore.media", "restore.database:1", "restore.database:2"])
def test_a_restore_killed_anywhere_is_finished_by_the_next(inhabited: Site, tmp_path: Path, point: str) -> None:
    env, person = inhabited
    saved = backup(env, tmp_path / "saved")
    run_python(ERASE.replace("PERSON", person) + LATER_RELEASE, env)
    halfway = {**env, "SHIJIANG_FAILPOINT": point}
    assert manage(halfway, "restore", str(saved), "--overwrite").returncode == -signal.SIGKILL
    assert manage(env, "restore", str(saved), "--overwrite").returncode == 0
    assert run_python(TABLES + LEFT.replace("PERSON", person), env).split("\n") == ["False", GONE, ""]


@pytest.mark.parametrize("point", ["backup.keys_written", "backup.finished"])
def test_a_copy_killed_at_its_end_is_there_whole_or_not_at_all(inhabited: Site, tmp_path: Path, point: str) -> None:
    env, _person = inhabited
    place = tmp_path / "saved" / "keys.tar"
    words = ("--keys", str(place)) if point == "backup.keys_written" else (str(place.parent),)
    call = f"from django.core.management import call_command\ncall_command('backup', *{words!r})"
    doomed = start_python(call, {**env, "SHIJIANG_FAILPOINT": point})
    doomed.communicate(timeout=60)
    assert doomed.returncode == -signal.SIGKILL
    assert [one.name[:6] for one in place.parent.glob("*.tar")] == ([] if "keys" in point else ["backup"])
    assert manage(env, "backup", *words).returncode == 0
    assert not list(place.parent.glob(".half*"))


class Postman(Message):
    """Keeps what the server was handed."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.received: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.received.append(message)


@pytest.fixture
def postman() -> Iterator[tuple[Postman, int]]:
    handler, port = Postman(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


def test_a_mail_that_waited_when_the_backup_was_made_goes_out_once(
    inhabited: Site, tmp_path: Path, postman: tuple[Postman, int]
) -> None:
    env, _person = inhabited
    box, port = postman
    env |= {"SHIJIANG_SMTP_HOST": "127.0.0.1", "SHIJIANG_SMTP_PORT": str(port), "SHIJIANG_SMTP_TLS": "0"}
    saved = backup(env, tmp_path / "saved")
    assert int(run_python(WORK, env)) == 1
    assert manage(env, "restore", str(saved), "--overwrite").returncode == 0
    assert int(run_python(WORK, env)) == 1
    assert len(box.received) == 1


def tools(folder: Path, *versions: int) -> None:
    """Versions of a tool beside one another, each of which says no more than what it is."""
    for version in versions:
        place = folder / str(version) / "bin" / "pg_dump"
        place.parent.mkdir(parents=True)
        place.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.3 (Some Linux)'\n")
        place.chmod(0o755)


@pytest.mark.django_db
@pytest.mark.skipif("not __import__('tests.databases').databases.on_postgresql()", reason="PostgreSQL's own tools")
def test_the_tool_of_the_servers_version_is_taken_and_none_that_is_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert on_postgresql()
    with closing(connections["default"].cursor()) as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10_000
    monkeypatch.setattr(postgresql, "PLACES", (f"{tmp_path}/*/bin",))
    monkeypatch.setenv("PATH", str(tmp_path / str(server - 1) / "bin"))
    tools(tmp_path, server - 1)
    with pytest.raises(BackupRefused, match=f"pg_dump {server} is not installed"):
        postgresql.dump("default", tmp_path / "dump")
    tools(tmp_path, server + 2, server, server + 1)
    assert postgresql._tool("pg_dump", "default") == str(tmp_path / str(server) / "bin" / "pg_dump")
