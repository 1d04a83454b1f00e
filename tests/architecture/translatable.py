"""Reads the translatable strings out of Python code and templates, without GNU gettext."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
# Not config: the names of the languages are in Django's own catalogs.
PACKAGES = ("kit", "policy", "privacy", "shop", "ui")
# How many leading arguments of each call are words: (context, singular, plural).
CALLS = {"gettext": "s", "_": "s", "gettext_noop": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp"}
TEMPLATES = {".html", ".txt", ".xml"}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# The calls templatize() writes in place of tags; everything else it blanks out.
WRITTEN = re.compile(rf"\b(?:n?p?gettext|_)\({STRING}(?:, ?{STRING})*(?:, ?count)?\)")


class Words(NamedTuple):
    """One translatable string, as a catalog names it."""

    context: str | None
    singular: str
    plural: str | None


def in_python(tree: ast.AST) -> Iterator[Words]:
    """Every string given whole to a gettext function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (roles := CALLS.get(_name(node.func))):
            given = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            said = dict(zip(roles, map(str, given[: len(roles)]), strict=False))
            if "s" in said:
                yield Words(said.get("c"), said["s"], said.get("p"))


def in_template(text: str) -> Iterator[Words]:
    """Every string in `{% trans %}`, `{% blocktranslate %}` and `_("…")`."""
    for call in WRITTEN.finditer(templatize(text)):
        yield from in_python(ast.parse(call[0].strip(), mode="eval"))


def of_file(file: Path) -> Iterator[Words]:
    """The strings of one source file."""
    text = file.read_text()
    return in_python(ast.parse(text)) if file.suffix == ".py" else in_template(text)


def sources(folder: Path) -> list[Path]:
    """Python files and templates below `folder`."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and (file.suffix == ".py" or (file.suffix in TEMPLATES and "templates" in file.parts))
    )


def all_words() -> dict[Words, str]:
    """Every translatable string of ours, with one file it stands in."""
    return {
        words: str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in sources(ROOT / package)
        for words in of_file(file)
        if words.singular
    }


def _name(called: ast.expr) -> str:
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    return name.removesuffix("_lazy")
