"""Every address x everybody x every method: each cell is decided by the table, and the site agrees."""

import re
from typing import Any

import pytest
from django.urls import NoReverseMatch

from tests.attacks.access_rules import RULES, Gate, Rule
from tests.attacks.addresses import Address, addresses
from tests.attacks.cast import MARKS, Cast, stranger_of
from tests.attacks.single_request import ask, same_page
from tests.attacks.writes import watched

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ADDRESSES = {one.name: one for one in addresses()}
pytestmark = pytest.mark.django_db


def areas() -> dict[str, list[str]]:
    """The addresses by their area: the people of the matrix are gathered once for each."""
    found: dict[str, list[str]] = {}
    for name in sorted(RULES):
        found.setdefault(name.split(":")[0].split("_")[0] if ":" in name or "_" in name else "root", []).append(name)
    return found


def test_every_address_has_a_rule() -> None:
    undeclared = sorted(set(ADDRESSES) - set(RULES))
    assert not undeclared, f"decide in tests/attacks/access_rules.py who may use: {undeclared}"
    assert set(RULES) <= set(ADDRESSES), f"no such address any more: {sorted(set(RULES) - set(ADDRESSES))}"


def values(cast: Cast, rule: Rule) -> dict[str, object]:
    return {parameter: cast.objects[name] for parameter, name in rule.objects.items()}


def everybody(cast: Cast, rule: Rule) -> dict[str, str]:
    """The five of the matrix, by the client that plays them."""
    return {
        "anonymous": "anonymous",
        "another customer": "other",
        "owner": "owner",
        "staff without the purpose": cast.without(rule.purposes),
        "staff with it": cast.within(rule.purposes),
    }


def expected(rule: Rule, who: str) -> str:
    """How somebody is answered who uses a method that exists."""
    signed_in = "in" if who != "anonymous" else "sign in"
    staff = {"staff with it": "in", "staff without the purpose": "closed", "anonymous": "sign in"}
    return {
        Gate.EVERYBODY: "in",
        Gate.SIGNED_IN: signed_in,
        Gate.OWNER: {"owner": "in", "anonymous": "sign in"}.get(who, "absent"),
        Gate.BUYER: "in" if who == "owner" else "absent",
        Gate.STRANGERS: "in" if who == "anonymous" else "sent on",
        Gate.DESK: staff.get(who, "absent"),
        Gate.MACHINES: "refused",
    }[rule.gate]


def decided(answer: Any, rule: Rule) -> str:
    """What an answer says; "undecided" for anything the table has no word for."""
    status, to = answer.status_code, answer.headers.get("Location", "")
    if status in {301, 302, 303}:
        if ("/account/login/" in to and "next=" in to) or to.endswith("/my-data/prove/"):
            return "sign in"
        return "sent on"
    if status == 404 or (rule.objects and status in rule.absent):
        return "absent"
    if status == 400:
        return "refused" if rule.gate is Gate.MACHINES else "in"
    return {200: "in", 204: "in", 409: "in", 422: "in", 403: "closed", 405: "no such method"}.get(
        status, f"undecided ({status})"
    )


@pytest.mark.parametrize("area", areas())
@pytest.mark.keeps("protect.access")
def test_the_site_answers_everybody_as_the_table_says(area: str, cast: Cast) -> None:
    wrong = [f"{name}: {line}" for name in areas()[area] for line in disagreements(name, cast)]
    assert not wrong, "\n".join(["", *wrong])


def disagreements(name: str, cast: Cast) -> list[str]:
    """The cells of one address in which the site does not do what the table says."""
    rule, wrong = RULES[name], []
    path = ADDRESSES[name].path(**values(cast, rule))
    for who, client in everybody(cast, rule).items():
        for method in METHODS:
            with watched() as changed:
                said = decided(ask(cast.clients[client], method, path), rule)
            right = expected(rule, who)
            refusals = {"no such method", "sent on", right} - {"in"}
            allowed = {right, "sent on" if right == "in" else right} if method in rule.methods else refusals
            if said not in allowed:
                wrong.append(f"{who} {method}: {said}, not {' or '.join(sorted(allowed))}")
            if method not in rule.methods and changed:
                wrong.append(f"{who} {method}: no such method, but it wrote: {changed}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_what_is_somebody_elses_is_answered_as_what_does_not_exist(cast: Cast) -> None:
    for name, rule in RULES.items():
        if rule.objects and rule.gate in {Gate.OWNER, Gate.BUYER, Gate.DESK}:
            compare_foreign_and_absent(name, cast)


def compare_foreign_and_absent(name: str, cast: Cast) -> None:
    rule, address = RULES[name], ADDRESSES[name]
    theirs = values(cast, rule)
    absent = {parameter: stranger_of(value) for parameter, value in theirs.items()}
    strangers = ("other", "keeper") if rule.gate is not Gate.DESK else ("other", "owner")
    for who in (*strangers, "anonymous"):
        for method in rule.methods:
            foreign = ask(cast.clients[who], method, address.path(**theirs))
            nothing = ask(cast.clients[who], method, address.path(**absent))
            assert foreign.status_code == nothing.status_code, (who, method)
            assert same_page(foreign.body, *theirs.values()) == same_page(nothing.body, *absent.values())
            assert MARKS["owner"].encode() not in foreign.body


@pytest.mark.keeps("protect.access")
def test_an_id_of_another_kind_finds_nothing(cast: Cast) -> None:
    for name, rule in RULES.items():
        if rule.objects:
            try_wrong_kinds(name, cast)


def try_wrong_kinds(name: str, cast: Cast) -> None:
    rule, address = RULES[name], ADDRESSES[name]
    right = values(cast, rule)
    who = cast.within(rule.purposes) if rule.gate is Gate.DESK else "owner"
    for parameter in rule.objects:
        for value in wrong_ids(cast, right[parameter]):
            if path := _path(address, right | {parameter: value}):
                for method in rule.methods & {"GET", "POST", "PUT"}:
                    answer = ask(cast.clients[who], method, path)
                    assert answer.status_code in {400, 404} | rule.absent or _is_refusal(answer), (
                        f"{method} {path}: {answer.status_code}"
                    )


def wrong_ids(cast: Cast, right: object) -> list[object]:
    """Ids of every other thing there is, and numbers no database has."""
    numbers = [0, -1, 2**31, 2**63 - 1, 2**63, 2**64, 10**40]
    texts = ["0", "..", "%00", "a" * 2000, "'", "null", "None", "１", "-"]
    # Two files of one owner are of one kind.
    others = [value for name, value in cast.objects.items() if name != "paper"]
    return [value for value in (*others, *numbers, *texts) if _series(value) != _series(right)]


def _series(value: object) -> str:
    """What tells kinds of ids apart: the letter before a reference such as R-7F3KQ2MB, else the whole."""
    found = re.fullmatch(r"([A-Z])-[A-Z0-9]+", str(value))
    return found[1] if found else str(value)


def _path(address: Address, filled: dict[str, object]) -> str:
    """The address, or "" when the resolver does not even know such a shape."""
    try:
        return address.path(**filled)
    except NoReverseMatch:
        return ""


def _is_refusal(answer: Any) -> bool:
    """The sign-in framework says on a page of its own that a link is not valid."""
    return answer.status_code == 200 and b"link" in answer.body.lower()


def test_the_table_is_asked_for_every_cell() -> None:
    cells = len(RULES) * 5 * len(METHODS)
    assert cells == len(ADDRESSES) * 35
