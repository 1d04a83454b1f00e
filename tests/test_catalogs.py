"""Translation catalogs are compiled when they are stale, and left alone when they are not."""

import gettext
import os
from pathlib import Path

from kit.catalogs import compile_all

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Lacquer"
msgstr "漆"
"""


def written(root: Path) -> Path:
    source = root / "area" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    return source


def test_a_new_catalog_is_compiled_and_readable(tmp_path: Path) -> None:
    source = written(tmp_path)
    assert compile_all(tmp_path) == [source]
    with source.with_suffix(".mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Lacquer") == "漆"


def test_a_fresh_catalog_is_skipped(tmp_path: Path) -> None:
    written(tmp_path)
    compile_all(tmp_path)
    assert compile_all(tmp_path) == []


def test_a_changed_catalog_is_compiled_again(tmp_path: Path) -> None:
    source = written(tmp_path)
    compile_all(tmp_path)
    compiled = source.with_suffix(".mo").stat().st_mtime_ns
    os.utime(source, ns=(compiled + 1, compiled + 1))
    assert compile_all(tmp_path) == [source]


def test_folders_of_the_environment_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path / ".venv")
    assert compile_all(tmp_path) == []
