"""A complete site in a folder and databases of its own, for tests that kill processes and put backups back."""

import functools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests import databases
from tests.prepared import prepared
from tests.processes import run_python

KEYS = """
from privacy.ledger.services import create_key
from privacy.vault.services import create_keystore
create_keystore(); create_key()
"""


def _environment(folder: Path, urls: dict[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    return {**inherited, "DJANGO_SETTINGS_MODULE": "config.settings_test", "SHIJIANG_VAR": str(folder), **urls}


@functools.cache
def _migrated() -> tuple[Path, dict[str, str]]:
    """Set up once a run; each test gets a copy."""
    folder, (empty, templates) = Path(tempfile.mkdtemp(prefix="shijiang-site-")), prepared()
    shutil.copytree(empty, folder, dirs_exist_ok=True)
    urls = {name: databases.made(url) for name, url in templates.items()}
    run_python(KEYS, _environment(folder, urls))
    return folder, urls


def _copied(folder: Path, ready: Path, urls: dict[str, str]) -> dict[str, str]:
    shutil.copytree(ready, folder, dirs_exist_ok=True)
    return _environment(folder, {name: databases.made_for_this_test(url) for name, url in urls.items()})


def site(folder: Path) -> dict[str, str]:
    """The environment of a migrated site with keys in `folder`."""
    return _copied(folder, *_migrated())


@functools.cache
def _filled(code: str) -> tuple[Path, dict[str, str], str]:
    """A migrated site on which `code` has run once, and what it printed; each test gets a copy."""
    folder, (ready, empty) = Path(tempfile.mkdtemp(prefix="shijiang-filled-")), _migrated()
    shutil.copytree(ready, folder, dirs_exist_ok=True)
    urls = {name: databases.made(url) for name, url in empty.items()}
    return folder, urls, run_python(code, _environment(folder, urls)).strip()


def filled_site(folder: Path, code: str) -> tuple[dict[str, str], str]:
    """As `site`, after `code` has filled it; what `code` printed is the second value."""
    ready, urls, said = _filled(code)
    return _copied(folder, ready, urls), said


def main_database(env: dict[str, str]) -> bytes:
    """All that the main database of this site holds."""
    if url := env.get("DATABASE_URL"):
        return b"".join(content for _name, content in sorted(databases.tables(url).items()))
    return (Path(env["SHIJIANG_VAR"]) / "main.sqlite3").read_bytes()


def kept_aside(env: dict[str, str]) -> Callable[[], object]:
    """Copy the main database's files; calling the answer puts them back, as somebody would by hand."""
    if url := env.get("DATABASE_URL"):
        return functools.partial(databases.put_back, url, databases.made_for_this_test(url))
    here = Path(env["SHIJIANG_VAR"]) / "main.sqlite3"
    aside = Path(shutil.copy(here, here.with_suffix(".aside")))
    return functools.partial(aside.replace, here)
