"""Real processes against a real database: the running test database on PostgreSQL, a file of their own on SQLite."""

import os
import shutil
import subprocess
import sys
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
        if (settings.VAR / "keys").exists():  # what is in that database was written with them
            shutil.copytree(settings.VAR / "keys", folder / "keys", dirs_exist_ok=True)
        return env
    for app in apps:
        run_python(f"from django.core.management import call_command as c; c('migrate', {app!r}, verbosity=0)", env)
    return env


def _url(alias: str) -> str:
    place = connections[alias].settings_dict
    user, password, host = (quote(str(place[part]), safe="") for part in ("USER", "PASSWORD", "HOST"))
    return f"postgresql://{user}:{password}@{host}:{place['PORT']}/{place['NAME']}"


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
