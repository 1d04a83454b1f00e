"""A complete site in a folder of its own, for tests that kill processes and put backups back."""

import functools
import shutil
import tempfile
from pathlib import Path

from django.db import connections

from tests.processes import environment, run_python

SET_UP = """
from django.conf import settings
from django.core.management import call_command
from privacy.ledger.services import create_key
from privacy.vault.services import create_keystore
for database in settings.DATABASES:
    call_command("migrate", database=database, verbosity=0)
call_command("createcachetable", database="events", verbosity=0)
create_keystore(); create_key()
"""


@functools.cache
def _migrated() -> Path:
    """Set up once a run; each test gets a copy."""
    folder = Path(tempfile.mkdtemp(prefix="shijiang-site-"))
    run_python(SET_UP, environment(folder))
    return folder


def site(folder: Path) -> dict[str, str]:
    """The environment of a migrated site with keys in `folder`. SQLite alone: a copy of files is a copy of the site."""
    assert connections["default"].vendor == "sqlite"
    shutil.copytree(_migrated(), folder, dirs_exist_ok=True)
    return environment(folder)


@functools.cache
def _filled(code: str) -> tuple[Path, str]:
    """A migrated site on which `code` has run once, and what it printed; each test gets a copy."""
    folder = Path(tempfile.mkdtemp(prefix="shijiang-filled-"))
    return folder, run_python(code, site(folder)).strip()


def filled_site(folder: Path, code: str) -> tuple[dict[str, str], str]:
    """As `site`, after `code` has filled it; what `code` printed is the second value."""
    ready, said = _filled(code)
    shutil.copytree(ready, folder, dirs_exist_ok=True)
    return environment(folder), said
