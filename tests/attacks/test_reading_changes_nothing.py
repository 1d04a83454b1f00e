"""R1, R4: reading changes nothing, keeps nothing of anybody in a cache, and shows nobody what is another's."""

import re
from typing import Any

import pytest

from tests.attacks.access_rules import READ, RULES, Gate, Rule
from tests.attacks.cast import MARKS, Cast
from tests.attacks.reach import Names, insider, path_of
from tests.attacks.single_request import ask
from tests.attacks.writes import watched

READABLE = {name: rule for name, rule in RULES.items() if rule.methods >= READ}
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def insiders(rule: Rule, cast: Cast) -> tuple[str, ...]:
    inside = insider(rule, cast)
    return (inside,) if rule.gate in {Gate.DESK, Gate.OWNER, Gate.BUYER, Gate.STRANGERS} else ("anonymous", inside)


def reads_that_write(cast: Cast, names: Names = READABLE) -> list[str]:
    """What GET and HEAD wrote beyond the tables the table names; and they only ever add a row there."""
    wrong = []
    for name in names:
        for who in insiders(RULES[name], cast):
            for method in sorted(READ):
                with watched() as changed:
                    ask(cast.clients[who], method, path_of(name, cast))
                wrong += [f"{name} {method} as {who}: {one}" for one in changed if not _is_allowed(one, RULES[name])]
    return wrong


def _is_allowed(sql: str, rule: Rule) -> bool:
    verb, table = re.match(r'\s*(\w+)[^"]*"(\w+)"', sql).groups()  # type: ignore[union-attr]  # else a fault too
    return table in rule.writes and (verb == "INSERT" or table != "privacy_access_opening")


@pytest.mark.keeps("protect.access")
def test_no_get_or_head_writes(cast: Cast) -> None:
    wrong = reads_that_write(cast)
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.keeps("protect.access")
def test_the_second_visitor_gets_nothing_of_the_first(cast: Cast) -> None:
    """Each page as its owner, then as another customer, then as nobody, without emptying any cache in between."""
    wrong = []
    for name, rule in READABLE.items():
        if name.startswith("outbox:"):
            continue  # the demo's window on all mail; it is not there outside of the demo
        path = path_of(name, cast)
        first = ask(cast.clients["owner"], "GET", path)
        for who in ("other", "anonymous"):
            answer = ask(cast.clients[who], "GET", path, keep_shelf=True)
            if MARKS["owner"].encode() in answer.body or MARKS["owner"].lower().encode() in answer.body:
                wrong.append(f"{name}: {who} sees the owner's mark")
        wrong += [f"{name}: {fault}" for fault in cache_faults(first, rule)]
    assert not wrong, "\n".join(["", *wrong])


def cache_faults(answer: Any, rule: Rule) -> list[str]:
    """What is wrong with the caching headers of an answer."""
    control = {part.strip() for part in answer.headers.get("Cache-Control", "").split(",")}
    if rule.public and answer.status_code == 200:
        faults = ["a public page sets a cookie"] if answer.cookies else []
        return faults + (["not public"] if "public" not in control else [])
    return [] if {"no-store", "private"} <= control else [f"may be kept: {sorted(control)}"]


@pytest.mark.keeps("protect.access")
@pytest.mark.parametrize("tail", ["x.css", "x.js", "home.jpg", ";x.css", "%2fx.css", "..%2fstatic%2fx.css"])
def test_no_page_of_somebody_answers_under_a_file_name(cast: Cast, tail: str) -> None:
    for name, rule in READABLE.items():
        if rule.public or rule.gate is Gate.EVERYBODY:
            continue
        answer = ask(cast.clients[insiders(rule, cast)[-1]], "GET", path_of(name, cast) + tail)
        assert answer.status_code == 404, name
        assert "no-store" in answer.headers["Cache-Control"]
        assert MARKS["owner"].encode() not in answer.body


def test_answers_of_forms_are_kept_by_nobody(cast: Cast) -> None:
    for name, rule in RULES.items():
        if "POST" in rule.methods:
            who = insiders(rule, cast)[-1]
            answer = ask(cast.clients[who], "POST", path_of(name, cast))
            assert {"no-store", "private"} <= {part.strip() for part in answer.headers["Cache-Control"].split(",")}
