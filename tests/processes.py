"""Real processes against a real database: the running test database on PostgreSQL, a file of their own on SQLite."""

import functools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connections

ROOT = Path(__file__).parent.parent


def environment(folder: Path, *apps: str) -> dict[str, str]:
    """The environment in which a child process finds a migrated database that outlives it."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", "SHIJIANG_VAR": str(folder)}
    if connections["default"].vendor == "postgresql":
        env["DATABASE_URL"] = _url("default")
        shutil.copytree(_key_store(), folder, dirs_exist_ok=True)
        if (settings.VAR / "keys").exists():  # what is in that database was written with them
            shutil.copytree(settings.VAR / "keys", folder / "keys", dirs_exist_ok=True)
        return env
    for app in apps:
        run_python(f"from django.core.management import call_command as c; c('migrate', {app!r}, verbosity=0)", env)
    return env


@functools.cache
def _key_store() -> Path:
    """Empty databases of keys and events, migrated once a run: they are files beside PostgreSQL too."""
    folder = Path(tempfile.mkdtemp(prefix="shijiang-keys-"))
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", "SHIJIANG_VAR": str(folder)}
    run_python(
        "from django.core.management import call_command as c\n"
        "for store in ('keys', 'events'): c('migrate', database=store, verbosity=0)",
        env,
    )
    return folder


def _url(alias: str) -> str:
    place = connections[alias].settings_dict
    user, password, host = (quote(str(place[part]), safe="") for part in ("USER", "PASSWORD", "HOST"))
    return f"postgresql://{user}:{password}@{host}:{place['PORT']}/{place['NAME']}"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_python(code: str, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start `code` in its own Python with Django set up."""
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    return subprocess.Popen(command, env=env, cwd=ROOT, text=True, stdout=subprocess.PIPE)


def run_python(code: str, env: dict[str, str], *, seconds: float = 120) -> str:
    """Run `code` to its end and return what it printed."""
    child = start_python(code, env)
    output, _ = child.communicate(timeout=seconds)
    assert child.returncode == 0, output
    return output
