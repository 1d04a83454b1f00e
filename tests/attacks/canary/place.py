"""A whole site in a folder of its own: web server, worker, sandbox provider, each a process whose words are kept."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.databases import made_for_this_test, on_postgresql, tables
from tests.processes import ROOT, free_port
from tests.sandbox_process import Sandbox, running_sandbox

SET_UP = """
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from privacy.ledger.services import create_key
from privacy.vault.services import create_keystore
for database in settings.DATABASES:
    call_command("migrate", database=database, verbosity=0)
    call_command("createcachetable", database=database, verbosity=0)
create_keystore(); create_key()
from tests import shelf
from tests.people import account
shelf.furnish(); print(shelf.put(), shelf.put("second-bowl", serial="SJ-second"))
account("keeper@example.net", name="Keeper", at=timezone.now(), role="keeper")
"""
ALIASES = {"DATABASE_URL": "main", "KEYS_DATABASE_URL": "keys", "EVENTS_DATABASE_URL": "events"}


class Place:
    """The folders: `var` is the site's, `logs` what its processes said, `backups` what was saved of it."""

    def __init__(self, folder: Path, env: dict[str, str], databases: dict[str, str]) -> None:
        self.folder, self.env, self.databases = folder, env, databases
        self.var, self.logs, self.backups = folder / "var", folder / "logs", folder / "backups"
        self.port = int(env["SHIJIANG_URL"].rsplit(":", 1)[1])
        self.pieces: list[int] = []
        self.sandbox: Sandbox | None = None

    def run(self, code: str, **more: str) -> str:
        """Run `code` in its own Python with Django set up; what it printed. Its words are kept as well."""
        command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        child = subprocess.run(
            command, env={**self.env, **more}, cwd=ROOT, text=True, capture_output=True, timeout=120, check=False
        )
        with (self.logs / "commands.log").open("a") as log:
            log.write(child.stderr)
        assert child.returncode == 0, child.stderr[-3000:]
        return child.stdout

    def manage(self, *words: str) -> str:
        """A management command; what it printed is kept as well."""
        said = self.run(f"from django.core.management import call_command\ncall_command(*{words!r})")
        with (self.logs / "commands.log").open("a") as log:
            log.write(said)
        return said

    def dump(self) -> None:
        """On PostgreSQL: every cell into files, and the server's own files where we may read them; no keys."""
        for name in ("main", "events"):
            if url := self.databases.get(name):
                _dump(url, self.folder / "postgresql" / name)

    def stolen(self) -> list[Path]:
        """What a thief of everything but the keys has."""
        self.dump()
        copy = self.folder / "stolen"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.var, copy / "var", ignore=shutil.ignore_patterns("keys", "keys.sqlite3*"))
        return [copy, *self.everything()[1:]]

    def everything(self) -> list[Path]:
        """All that may hold a byte of anybody, keys included."""
        outside = [self.logs, self.backups, self.folder / "sandbox", self.folder / "postgresql"]
        return [self.var, *[one for one in outside if one.exists()]]


@contextmanager
def running(folder: Path) -> Iterator[Place]:
    """A site that serves, with its sandbox; gone at the end of the block."""
    with ExitStack() as stack:
        place = Place(folder, *_environment(folder))
        for one in (place.var, place.logs, place.backups):
            one.mkdir(parents=True)
        place.pieces = [int(one) for one in place.run(SET_UP).split()]
        place.sandbox = stack.enter_context(
            running_sandbox(
                f"{place.env['SHIJIANG_URL']}/payments/webhooks/sandbox",
                folder=folder / "sandbox",
                keys=place.var / "keys",
                port=int(place.env["SHIJIANG_SANDBOX_URL"].rsplit(":", 1)[1]),
            )
        )
        stack.enter_context(_web(place))
        yield place


@contextmanager
def _web(place: Place) -> Iterator[None]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(place.port)]
    command += [
        "--workers",
        "1",
        "--blocking-threads",
        "2",
        "--log-level",
        "warning",
        "--no-ws",
        "config.wsgi:application",
    ]
    with (place.logs / "web.log").open("wb") as log:
        web = subprocess.Popen(command, env=place.env, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait(place.env["SHIJIANG_URL"])
        yield
    finally:
        web.terminate()
        web.wait(20)


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            httpx.get(f"{url}/robots.txt", trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the site did not start")


def _environment(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    env = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    env |= {
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
        "SHIJIANG_VAR": str(folder / "var"),
        "SHIJIANG_DEMO": "1",
        "SHIJIANG_URL": f"http://127.0.0.1:{free_port()}",
        "SHIJIANG_SANDBOX_URL": f"http://127.0.0.1:{free_port()}",
    }
    databases: dict[str, str] = {}
    if on_postgresql():
        for variable, name in ALIASES.items():
            env[variable] = databases[name] = made_for_this_test()
    return env, databases


def _dump(url: str, target: Path) -> None:
    """Every table as COPY gives it; after a checkpoint the database's own files too, where this user may read them."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for table, content in tables(url).items():
        (target / f"{table}.copy").write_bytes(content)
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("CHECKPOINT")
        [(folder, number)] = database.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        ).fetchall()
    files = Path(folder) / "base" / str(number)
    if os.access(files, os.R_OK | os.X_OK):
        shutil.copytree(files, target / "files", dirs_exist_ok=True)


def as_json(text: str) -> Any:
    """The last line a script printed, read as JSON."""
    return json.loads(text.strip().splitlines()[-1])
