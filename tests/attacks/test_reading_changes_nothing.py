"""Reading changes nothing, keeps nothing of anybody in a cache, and shows nobody what is another's."""

from typing import Any

import pytest

from tests.attacks.access_rules import READ, RULES, Gate, Rule
from tests.attacks.addresses import addresses
from tests.attacks.cast import MARKS, Cast
from tests.attacks.single_request import ask
from tests.attacks.writes import watched

ADDRESSES = {one.name: one for one in addresses()}
READABLE = {name: rule for name, rule in RULES.items() if rule.methods >= READ}
pytestmark = pytest.mark.django_db


def path_of(name: str, cast: Cast) -> str:
    return ADDRESSES[name].path(**{key: cast.objects[value] for key, value in RULES[name].objects.items()})


def insiders(rule: Rule) -> tuple[str, ...]:
    return {Gate.DESK: ("keeper",), Gate.OWNER: ("owner",), Gate.BUYER: ("owner",), Gate.STRANGERS: ("anonymous",)}.get(
        rule.gate, ("anonymous", "owner")
    )


@pytest.mark.keeps("protect.access")
def test_no_get_or_head_writes(cast: Cast) -> None:
    wrong = []
    for name, rule in READABLE.items():
        for who in insiders(rule):
            for method in sorted(READ):
                with watched() as changed:
                    ask(cast.clients[who], method, path_of(name, cast))
                if changed and not rule.writes:
                    wrong.append(f"{name} {method} as {who}: {changed}")
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
        answer = ask(cast.clients[insiders(rule)[-1]], "GET", path_of(name, cast) + tail)
        assert answer.status_code == 404, name
        assert "no-store" in answer.headers["Cache-Control"]
        assert MARKS["owner"].encode() not in answer.body


def test_answers_of_forms_are_kept_by_nobody(cast: Cast) -> None:
    for name, rule in RULES.items():
        if "POST" in rule.methods:
            who = insiders(rule)[-1]
            answer = ask(cast.clients[who], "POST", path_of(name, cast))
            assert {"no-store", "private"} <= {part.strip() for part in answer.headers["Cache-Control"].split(",")}
