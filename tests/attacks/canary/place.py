"""A whole site in a folder of its own: web server, worker, sandbox provider, each a process whose words are kept."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.serving import free_port
from tests.attacks.canary import server
from tests.attacks.canary.shell import Shell
from tests.correspondence.door import door
from tests.databases import made_for_this_test, on_postgresql
from tests.engine.places import site
from tests.sandbox_process import Sandbox, running_sandbox
from tests.web_process import web

KEEPERS_PASSWORD = "a quiet lacquer bowl"
# On PostgreSQL the keys lie in a database of the server too, which is the harder case; migrating it costs too much.
KEYS_THERE = """
from django.apps import apps
from django.db import connections, router
from privacy.vault.models import KeystoreMark
from privacy.vault.services import create_keystore
with connections["keys"].schema_editor() as editor:
    for model in apps.get_models():
        if router.allow_migrate_model("keys", model):
            editor.create_model(model)
KeystoreMark.objects.all().delete()
create_keystore()
"""
SET_UP = """
from django.utils import timezone
from tests import shelf
from tests.attacks.cast import published_change
from tests.people import account
shelf.furnish(); print(shelf.put(), shelf.put("second-bowl", serial="SJ-second", edition=9, stock=9))
at = timezone.now()
published_change(at)
for name, role in {"keeper": "keeper", "warden": "keeper", "counsel": "counsel", "orders": "orders"}.items():
    account(f"{name}@example.net", name=name, at=at, role=role)
"""
ALIASES = {"DATABASE_URL": "main", "KEYS_DATABASE_URL": "keys", "EVENTS_DATABASE_URL": "events"}
KEYS = shutil.ignore_patterns("keys", "keys.sqlite3*")


class Place:
    """The folders: `var` is the site's, `anchor` its witness outside, `logs` what was said, `backups` what was saved.

    `posted` are the addresses that took a form.
    """

    def __init__(self, folder: Path, env: dict[str, str], databases: dict[str, str]) -> None:
        self.folder, self.env, self.databases = folder, env, databases
        self.var, self.logs, self.backups = folder / "var", folder / "logs", folder / "backups"
        self.anchor = folder / "var-anchor"
        self.port = int(env["SHIJIANG_URL"].rsplit(":", 1)[1])
        self.pieces: list[int] = []
        self.posted: set[str] = set()
        self.sandbox: Sandbox | None = None
        self.since = server.position(databases["main"]) if databases else ""
        self._shell: Shell | None = None
        self._letter_box = 0
        self._web = ExitStack()

    def run(self, code: str) -> str:
        """Run `code` with Django set up; what it printed. What it said besides is kept as well."""
        if self._shell is None:
            self._shell = Shell(self.env, self.logs / "commands.log")
        return self._shell.run(code)

    def manage(self, *words: str) -> str:
        """A management command; what it printed is kept as well."""
        said = self.run(f"from django.core.management import call_command\ncall_command(*{words!r})")
        with (self.logs / "commands.log").open("a") as log:
            log.write(said)
        return said

    def serve(self) -> None:
        """Open the doors."""
        self._web.enter_context(web(self.env, self.logs / "web.log"))

    def letter_box(self) -> int:
        """The port at which mail is taken in, until `halt`."""
        if not self._letter_box:
            self._letter_box = self._web.enter_context(door(self.env, log=self.logs / "mail.log"))
        return self._letter_box

    def halt(self) -> None:
        """End the doors and the shell: nobody is connected to the databases any more."""
        self._web.close()
        self._letter_box = 0
        if self._shell is not None:
            self._shell.close()
            self._shell = None

    def copy(self, name: str) -> "Place":
        """The site as it stands, somewhere else; to be called after `halt`."""
        folder = self.folder / "copies" / name
        shutil.copytree(self.var, folder / self.var.name)
        if self.anchor.exists():
            shutil.copytree(self.anchor, folder / self.anchor.name)
        (folder / "logs").mkdir()
        databases = {alias: made_for_this_test(url) for alias, url in self.databases.items()}
        urls = {variable: databases[alias] for variable, alias in ALIASES.items() if databases}
        copied = Place(folder, {**self.env, **urls, "SHIJIANG_VAR": str(folder / "var")}, databases)
        copied.backups = self.backups
        return copied

    def dump(self) -> None:
        """On PostgreSQL: every cell into files, and what the server wrote on its disk, where we may read it."""
        for name, url in self.databases.items():
            server.dump(url, self.folder / "postgresql" / name)
        if self.databases:
            server.said(self.databases["main"], self.since, self.folder / "postgresql" / "server")

    def stolen(self) -> list[Path]:
        """What a thief of everything but the keys has."""
        self.dump()
        var = self.folder / "stolen" / "var"
        shutil.rmtree(var, ignore_errors=True)
        shutil.copytree(self.var, var, ignore=KEYS)
        return [var, *(one for one in self.everything()[1:] if one.name != "keys")]

    def everything(self) -> list[Path]:
        """All that may hold a byte of anybody, keys included."""
        outside = [self.anchor, self.logs, self.backups, self.folder / "sandbox"]
        return [self.var, *(one for one in outside if one.exists()), *sorted(self.folder.glob("postgresql/*"))]

    @property
    def pages_are_seen(self) -> bool:
        """Whether the databases' own files can be read: always those of SQLite, a server's if it runs beside us."""
        return not self.databases or server.readable(self.databases["main"])


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Place]:
    """A site that serves, with its sandbox and `more` in its environment; gone at the end of the block."""
    with ExitStack() as stack:
        env, databases = _environment(folder)
        place = Place(folder, env | more, databases)
        for one in (place.logs, place.backups):
            one.mkdir(parents=True)
        stack.callback(place.halt)
        place.pieces = [int(one) for one in place.run((KEYS_THERE if place.databases else "") + SET_UP).split()]
        place.sandbox = stack.enter_context(
            running_sandbox(
                f"{place.env['SHIJIANG_URL']}/payments/webhooks/sandbox",
                folder=folder / "sandbox",
                keys=place.var / "keys",
                port=int(place.env["SHIJIANG_SANDBOX_URL"].rsplit(":", 1)[1]),
            )
        )
        place.serve()
        yield place


def _environment(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    env = site(folder / "var")
    env |= {
        "SHIJIANG_DEMO": "1",
        "SHIJIANG_URL": f"http://127.0.0.1:{free_port()}",
        "SHIJIANG_SANDBOX_URL": f"http://127.0.0.1:{free_port()}",
    }
    if not on_postgresql():
        return env, {}
    (folder / "var" / "keys.sqlite3").unlink()
    env["KEYS_DATABASE_URL"] = made_for_this_test()
    return env, {name: env[variable] for variable, name in ALIASES.items()}
