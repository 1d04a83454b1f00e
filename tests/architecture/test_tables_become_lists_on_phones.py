"""On a phone a table with heads becomes a list: each cell beside the word of its column, nothing beyond the screen."""

import re
from pathlib import Path

import pytest

from tests.architecture.test_guards import ROOT

pytestmark = pytest.mark.once

TABLE = re.compile(r"{% data_table (?P<props>.*?)%}(?P<body>.*?){% enddata_table %}", re.DOTALL)
CELL = re.compile(r"<(?:td|th scope=\"row\")(?P<props>(?:[^>{]|{[%{].*?[%}]})*)>")
HEAD = re.compile(r"<th scope=\"col\"[^>]*>(.*?)</th>", re.DOTALL)
LABEL = re.compile(r'data-label="((?:{%.*?%}|[^"])*)"')


def tables() -> list[tuple[Path, str, str]]:
    """Every table with heads of the shop and of the privacy engine: its file, its props and what is in it."""
    files = [path for room in ("shop", "privacy") for path in sorted((ROOT / room).rglob("templates/**/*.html"))]
    found = [(path, one["props"], one["body"]) for path in files for one in TABLE.finditer(path.read_text())]
    return [one for one in found if "<thead" in one[2]]


def labels(body: str) -> list[str]:
    """What stands beside the cells of a row after its first."""
    cells = [one["props"] for one in CELL.finditer(body) if "colspan" not in one["props"]]
    return [one[1] if (one := LABEL.search(props)) else "" for props in cells[1:]]


def test_every_table_with_heads_stacks_and_names_its_cells() -> None:
    known = tables()
    assert len(known) > 15
    assert [str(path) for path, props, _ in known if "stacks=True" not in props] == []
    assert [(path.name, labels(body)) for path, _, body in known if labels(body) != HEAD.findall(body)[1:]] == []
