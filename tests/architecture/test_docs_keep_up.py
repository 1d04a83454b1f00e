"""Every environment variable, command and check is told in the docs."""

import re
from pathlib import Path

from django.conf import settings

from kit.subcommands import of_group
from privacy.datamap import queries as datamap

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("config", "shop", "policy", "privacy", "ui", "kit")
DOCS = "\n".join(path.read_text() for path in [*ROOT.glob("docs/*.md"), *ROOT.glob("*.md"), *ROOT.glob("deploy/*.md")])


def code() -> str:
    return "\n".join(path.read_text() for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_every_environment_variable_is_told() -> None:
    assert {name for name in re.findall(r"\"(SHIJIANG_[A-Z_]+)\"", code()) if f"`{name}`" not in DOCS} == set()


def test_every_check_is_told() -> None:
    assert {id_ for id_ in re.findall(r"privacy\.E\d{3}", code()) if id_ not in DOCS} == set()


def test_every_command_is_told() -> None:
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("management/commands/*.py"))
    files = (path for path in found if path.stem != "__init__")
    assert {path.stem for path in files if f"manage.py {path.stem}" not in DOCS} == set()
    assert {name for name in of_group("privacy") if f"privacy {name}" not in DOCS} == set()


def test_every_purpose_has_words_for_people() -> None:
    assert [one.id for one in datamap.purposes() if not str(one.title).strip()] == []
