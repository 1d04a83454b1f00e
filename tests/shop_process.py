"""A whole shop for real processes: a database of its own, keys, a piece on the shelf, and a buyer as a script."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.db import connections

from tests.processes import environment, run_python
from tests.sandbox_process import Sandbox

MIGRATE = """
from django.core.management import call_command
for database in DATABASES:
    call_command("migrate", database=database, verbosity=0)
"""
FURNISH = """
from privacy.vault import services as vault
from privacy.vault.models import KeystoreMark
from tests import shelf
KeystoreMark.objects.all().delete()
vault.create_keystore()
shelf.furnish()
shelf.put(edition=EDITION, stock=EDITION)
"""


def shop(folder: Path, sandbox: Sandbox, *, edition: int = 1) -> dict[str, str]:
    """The environment of a shop with one piece on its shelf, paid through this sandbox."""
    lite = connections["default"].vendor == "sqlite"
    shutil.copytree(_migrated(lite=lite), folder, dirs_exist_ok=True)
    shutil.copytree(sandbox.keys, folder / "keys", dirs_exist_ok=True)
    env = {**environment(folder), "SHIJIANG_SANDBOX_URL": sandbox.url}
    run_python(FURNISH.replace("EDITION", str(edition)), env)
    return env


@cache
def _migrated(*, lite: bool) -> Path:
    """Empty databases, migrated once and copied for each test; on PostgreSQL only those beside the main one."""
    folder = Path(tempfile.mkdtemp(prefix="shop-"))
    names = ("default", "keys", "events") if lite else ("keys", "events")
    run_python(MIGRATE.replace("DATABASES", str(names)), environment(folder))
    return folder
