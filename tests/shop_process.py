"""A whole shop for real processes: a database of its own, keys, a piece on the shelf, and a buyer as a script."""

import shutil
from pathlib import Path

from tests.processes import environment, run_python
from tests.sandbox_process import Sandbox

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
    shutil.copytree(sandbox.keys, folder / "keys", dirs_exist_ok=True)
    env = {**environment(folder), "SHIJIANG_SANDBOX_URL": sandbox.url}
    run_python(FURNISH.replace("EDITION", str(edition)), env)
    return env
