"""Whatever is counted down to be shown has an attack that tries to find somebody in it; a new caller brings its own."""

import ast
import importlib
from pathlib import Path

import pytest
from django.conf import settings

from tests.network import PACKAGES

ROOT = Path(settings.BASE_DIR)
# Who calls `kit.crowds.coarse`, and the attacks on what they show.
ATTACKS = {
    "privacy.feedback.queries.heard": [
        "tests.engine.test_figures_on_the_promises_show_nobody.test_whoever_speaks_five_times_or_stays_unknown_makes_no_crowd"
    ],
    "privacy.notice.views.changes.change": [
        "tests.engine.test_figures_on_the_promises_show_nobody.test_whoever_is_written_to_at_five_addresses_makes_no_crowd"
    ],
    "privacy.promises.figures._counted": [
        "tests.engine.test_figures_on_the_promises_show_nobody.test_one_more_or_less_is_seen_at_whole_steps_alone",
        "tests.engine.test_figures_on_the_promises_show_nobody.test_what_four_people_do_changes_no_word_on_the_page",
    ],
    "shop.analytics.queries.most_read": [
        "tests.test_visits_are_counted_with_consent.test_pages_seen_by_a_handful_are_not_shown",
        "tests.test_visits_are_counted_with_consent.test_who_compares_two_days_of_a_week_learns_nothing_of_what_lies_between",
        "tests.test_visits_are_counted_with_consent.test_who_pads_a_page_with_made_up_visits_does_not_know_by_how_many",
    ],
}


def callers(source: str, module: str) -> set[str]:
    """Functions, or the module itself, in which `coarse` is called or handed on under whatever name."""
    tree, found = ast.parse(source), set()
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "kit.crowds"
        for alias in node.names
        if alias.name == "coarse"
    }
    for top in tree.body:
        if isinstance(top, ast.Import | ast.ImportFrom):
            continue
        uses = any(
            (isinstance(node, ast.Name) and node.id in names)
            or (isinstance(node, ast.Attribute) and node.attr == "coarse")
            for node in ast.walk(top)
        )
        if uses:
            found.add(f"{module}.{getattr(top, 'name', 'module')}")
    return found


def _names(node: ast.AST, names: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in names
    return isinstance(node, ast.Attribute) and node.attr == "coarse"


@pytest.mark.keeps("third.anonymous-interest")
def test_every_figure_that_is_counted_down_has_an_attack() -> None:
    found: set[str] = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found |= callers(path.read_text(), module)
    assert found == set(ATTACKS), "a new figure: write the attack, and name it here"


@pytest.mark.parametrize("attack", [one for named in ATTACKS.values() for one in named])
def test_each_attack_is_there(attack: str) -> None:
    module, _, name = attack.rpartition(".")
    assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize(
    "source",
    [
        "from kit.crowds import coarse\ndef f():\n    return coarse(3)",
        "from kit.crowds import coarse as c\ndef f():\n    return map(c, [3])",
        "from kit import crowds\ndef f():\n    return crowds.coarse(3)",
    ],
)
def test_the_lint_sees_each_way(source: str) -> None:
    assert callers(source, "m") == {"m.f"}
    assert not callers("def coarse_f():\n    return 1", "m")
