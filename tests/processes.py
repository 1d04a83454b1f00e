"""Real processes against a real database: the running test database on PostgreSQL, a file of their own on SQLite."""

import os
import shutil
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connections

from tests.forking import Forked
from tests.prepared import copied

ROOT = Path(__file__).parent.parent


def environment(folder: Path) -> dict[str, str]:
    """The environment in which a child process finds migrated databases that outlive it, keys and all in `folder`."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", "SHIJIANG_VAR": str(folder)}
    copied(folder)
    if connections["default"].vendor == "postgresql":
        env["DATABASE_URL"] = _url("default")
        if (settings.VAR / "keys").exists():  # what is in that database was written with them
            shutil.copytree(settings.VAR / "keys", folder / "keys", dirs_exist_ok=True)
    return env


def _url(alias: str) -> str:
    place = connections[alias].settings_dict
    user, password, host = (quote(str(place[part]), safe="") for part in ("USER", "PASSWORD", "HOST"))
    return f"postgresql://{user}:{password}@{host}:{place['PORT']}/{place['NAME']}"


def start_python(code: str, env: dict[str, str], *, stderr: int | None = None) -> Forked:
    """Start `code` in a process of its own with Django set up."""
    return Forked(code, env, stderr=stderr)


def run_python(code: str, env: dict[str, str], *, seconds: float = 120) -> str:
    """Run `code` to its end and return what it printed."""
    child = start_python(code, env)
    output, _ = child.communicate(timeout=seconds)
    assert child.returncode == 0, output
    return output
