"""A browser words its own complaints, in the system's language and away from our pages: every form that writes leaves
the checking, and the words, to us."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_guards import ROOT
from tests.network import PACKAGES

FORM = re.compile(r"<form\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>{])*>")


def forms() -> Iterator[tuple[Path, str]]:
    """The opening tag of every form of ours."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("templates/**/*.html")):
            yield from ((path.relative_to(ROOT), tag) for tag in FORM.findall(path.read_text()))


def lets_the_browser_complain(tag: str) -> bool:
    """Whether this form writes and is checked by the browser before it is sent."""
    return 'method="post"' in tag and not re.search(r"\snovalidate[\s>]", tag)


def test_every_form_that_writes_is_checked_by_us_alone() -> None:
    assert [f"{path}: {tag}" for path, tag in forms() if lets_the_browser_complain(tag)] == []


def test_there_are_forms_to_look_at() -> None:
    assert sum('method="post"' in tag for _path, tag in forms()) > 100


@pytest.mark.parametrize(
    "tag", ['<form method="post">', '<form class="novalidate" action="{% url "a" %}" method="post">']
)
def test_the_lint_sees_a_form_the_browser_would_check(tag: str) -> None:
    assert lets_the_browser_complain(FORM.findall(tag)[0])
