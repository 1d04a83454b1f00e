"""A foreign master key, or a lost key store, keeps every process from starting, and not a byte is written."""

import base64
import hashlib
import re
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import tables
from tests.engine.places import filled_site
from tests.forking import Forked
from tests.processes import ROOT, start_python

FILL = """
import datetime as dt
from tests.example.filling import filled
filled(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC))
"""
WRITE = """
import django
django.setup()
from django.db import transaction
from kit import clock
from tests.example.filling import filled
with transaction.atomic():
    filled(clock.now(), 'late')
"""
PROCESSES = {
    "web": ["-c", "import config.wsgi"],
    "jobs": ["manage.py", "work", "--once"],
    "mail": ["manage.py", "receive", "--port", "0"],
    "backup": ["manage.py", "backup", "SAVED"],
    "sweep": ["manage.py", "privacy", "sweep"],
    "whoever seals unasked": ["-c", WRITE],
}
MANAGE = """
from django.core.management import execute_from_command_line
execute_from_command_line(ARGUMENTS)
"""
Start = Callable[[list[str], dict[str, str]], "Forked | subprocess.Popen[str]"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.keeps("protect.encryption")]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    env, _printed = filled_site(tmp_path / "site", FILL)
    return {**env, "SHIJIANG_SECRET_KEY": "for this test"}


def contents(env: dict[str, str]) -> dict[str, str]:
    """A hash of all three databases."""
    folder = Path(env["SHIJIANG_VAR"])
    files = {name: folder / f"{name}.sqlite3" for name in ("main", "keys", "events")}
    held = {name: path.read_bytes() if path.exists() else b"" for name, path in files.items()}
    held |= {url: repr(sorted(tables(env[url]).items())).encode() for url in env if url.endswith("DATABASE_URL")}
    return {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}


def fresh(arguments: list[str], env: dict[str, str]) -> "subprocess.Popen[str]":
    """A Python of its own, from its very start."""
    return subprocess.Popen(
        [sys.executable, *arguments], env=env, cwd=ROOT, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def forked(arguments: list[str], env: dict[str, str]) -> Forked:
    """The same from the moment on when the site is loaded: nothing refuses before."""
    code = arguments[1] if arguments[0] == "-c" else MANAGE.replace("ARGUMENTS", repr(arguments))
    return start_python(code, env, stderr=subprocess.PIPE)


def all_refuse(env: dict[str, str], saved: Path, words: str, *, start: Start) -> None:
    before = contents(env)
    running = {
        name: start([part.replace("SAVED", str(saved)) for part in command], env) for name, command in PROCESSES.items()
    }
    for name, process in running.items():
        _, told = process.communicate(timeout=90)
        assert process.returncode, f"{name} started"
        assert re.search(words, told), f"{name}: {told}"
    assert contents(env) == before
    assert not list(saved.glob("*"))


def test_with_a_foreign_master_key_nothing_starts_and_nothing_is_written(env: dict[str, str], tmp_path: Path) -> None:
    foreign = Path(env["SHIJIANG_VAR"]) / "keys" / "master"
    foreign.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    all_refuse(env, tmp_path / "saved", "this master key does not open the key store", start=fresh)


def test_with_a_lost_key_store_nothing_starts_and_nothing_is_written(env: dict[str, str], tmp_path: Path) -> None:
    (Path(env["SHIJIANG_VAR"]) / "keys.sqlite3").unlink()
    words = "the key store is empty or missing|no such table: privacy_vault_applicationkey"
    all_refuse(env, tmp_path / "saved", words, start=forked)
