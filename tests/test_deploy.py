"""The production recipes: what they say is tried as far as that goes without a container and without systemd."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases
from tests.processes import ROOT

COMPOSE = (ROOT / "deploy/compose.yaml").read_text()
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
README = (ROOT / "deploy/README.md").read_text()
UNITS = [ROOT / f"deploy/shijiang-{name}.service" for name in ("web", "jobs")]
# The database's address, the mail server and where things lie are those of the test.
OWN = {"SHIJIANG_HOST": "shop.example.org", "SHIJIANG_SMTP_HOST": "127.0.0.1"}
USES = """
import datetime as dt, uuid
import config.wsgi
from django.core.management import call_command
from django.utils import timezone
from privacy.erasure import outside
from privacy.erasure.tasks import back_up
from privacy.ledger import services as ledger
outside.bury([uuid.uuid4()])
ledger.append(kind="deploy.tried", about=None, facts={}, at=timezone.now())
ledger.seal(at=timezone.now())
back_up({}, timezone.now())
from django.test import Client
print(Client(headers={"host": "shop.example.org", "x-forwarded-proto": "https"}).get("/en/").status_code)
"""


def said_to_the_site() -> dict[str, str]:
    """The environment of the compose file's services, with its variables filled in."""
    block = COMPOSE.partition("  environment:\n")[2].partition("  volumes:")[0]
    pairs = re.findall(r'^    ([A-Z_]+): "?(.*?)"?$', block, re.MULTILINE)
    assert len(pairs) > 10
    return {name: re.sub(r"\$\{(\w+)(:-)?\}", lambda found: OWN.get(found[1], ""), text) for name, text in pairs}


def command_of(service: str) -> list[str]:
    """What the compose file runs as `service`."""
    found = re.search(rf"^  {service}:\n(?:    .*\n)*?    command: \[(.*)\]", COMPOSE, re.MULTILINE)
    assert found
    words = [word.strip().strip('"') for word in found[1].split(",")]
    assert words.pop(0) == "python"
    return [sys.executable, *words]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SHIJIANG_", "DATABASE"))}
    own = {
        "SHIJIANG_VAR": str(tmp_path / "shijiang"),
        "SHIJIANG_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    made = {name: text.replace("/var/lib", str(tmp_path)) for name, text in said_to_the_site().items()}
    (tmp_path / "anchor").mkdir()
    (tmp_path / "backups").mkdir()
    return {**inherited, **made, **own, "DATABASE_URL": databases.made_for_this_test()}


def run(command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.django_db
@pytest.mark.skipif("not databases.on_postgresql()", reason="the recipes are for PostgreSQL")
def test_after_the_recipes_own_set_up_it_serves_erases_anchors_and_copies(env: dict[str, str], tmp_path: Path) -> None:
    before = run([sys.executable, "-c", "import config.wsgi"], env)
    assert "no secret key yet" in before.stderr
    assert "no secret key yet" in run(command_of("jobs"), env).stderr
    made = run(command_of("setup"), env)
    assert made.returncode == 0, made.stderr
    used = run([sys.executable, "-c", USES], env)
    assert used.stdout.split() == ["200"], used.stderr
    assert (tmp_path / "anchor/ledger.txt").stat().st_size
    assert (tmp_path / "anchor/erased.txt").stat().st_size
    assert list((tmp_path / "backups").iterdir())


def test_whatever_the_site_writes_to_is_a_volume_of_its_own_user() -> None:
    places = {Path(text) for text in said_to_the_site().values() if text.startswith("/")} | {Path("/var/lib/shijiang")}
    volumes = {Path(one) for one in re.findall(r"^    - \w+:(/\S+)$", COMPOSE, re.MULTILINE)}
    owned = re.search(r"install -d -o shijiang -g shijiang -m 0700 (.*)", DOCKERFILE)
    assert owned
    assert volumes == {Path(one) for one in owned[1].split()}
    assert all(volumes & {place, *place.parents} for place in places)
    assert "read_only: true" in COMPOSE


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_may_write_wherever_the_example_lets_it(unit: Path) -> None:
    settings = dict(re.findall(r"^(\w+)=(.*)$", unit.read_text(), re.MULTILINE))
    allowed = {Path("/var/lib", settings["StateDirectory"])}
    allowed |= {Path(one.removeprefix("-")) for one in settings["ReadWritePaths"].split()}
    places = [Path(one) for one in re.findall(r"^    SHIJIANG_[A-Z_]+=(/\S+)$", README, re.MULTILINE)]
    assert len(places) == 3
    assert settings["ProtectSystem"] == "strict"
    assert all(allowed & {place, *place.parents} for place in places)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
def test_systemd_knows_every_line_of_the_units(tmp_path: Path) -> None:
    """Programs are those of an installed site: here any other stands for them."""
    for unit in UNITS:
        (tmp_path / unit.name).write_text(re.sub(r"/srv/shijiang/\.venv/bin/\w+", "/bin/true", unit.read_text()))
    verify = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)]
    said = subprocess.run(verify, capture_output=True, text=True, check=False, timeout=60)
    assert [line for line in said.stderr.splitlines() if "shijiang-" in line] == []


def test_an_image_takes_nothing_along_that_an_installation_has_made() -> None:
    kept_out = (ROOT / ".dockerignore").read_text().split()
    made = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()} - {"*.mo", "*.pyc", "__pycache__"}
    lock_files = {"uv.lock", "pylock.toml"}
    covered = {name for name in made for one in kept_out if Path(name).match(one)}
    assert made - lock_files <= covered
    assert ".git" in kept_out


def test_the_client_of_the_image_is_the_servers() -> None:
    [server] = re.findall(r"image: postgres:(\d+)", COMPOSE)
    assert f"postgresql-client-{server} " in DOCKERFILE
