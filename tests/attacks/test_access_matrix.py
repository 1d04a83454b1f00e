"""A1, A2, A3: every address x everybody x every method: each cell is decided by the table, and the site agrees."""

from collections.abc import Callable, Iterable
from itertools import cycle
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch

from tests.attacks.access_rules import RULES, Gate, Rule
from tests.attacks.addresses import Address, addresses
from tests.attacks.cast import MARKS, Cast, stranger_of
from tests.attacks.reach import ADDRESSES, Names
from tests.attacks.single_request import ask, same_page
from tests.attacks.writes import watched

NUMBERS = (0, -1, 2**31, 2**63 - 1, 2**63, 2**64, 10**40)
Wrong = Callable[[Cast, str], Iterable[object]]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
pytestmark = pytest.mark.django_db


def areas() -> dict[str, list[str]]:
    """The addresses by their area: the people of the matrix are gathered once for each."""
    found: dict[str, list[str]] = {}
    for name in sorted(RULES):
        found.setdefault(name.split(":")[0].split("_")[0] if ":" in name or "_" in name else "root", []).append(name)
    return found


def undecided() -> list[str]:
    """Addresses the table says nothing of, and lines of the table for addresses that are not there."""
    return sorted({one.name for one in addresses()} ^ set(RULES))


def test_every_address_has_a_rule() -> None:
    assert not undecided(), f"decide in tests/attacks/access_rules.py who may use: {undecided()}"


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
@pytest.mark.once
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
            if changed and (method not in rule.methods or right != "in"):
                wrong.append(f"{who} {method}: {said}, but it wrote: {changed}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_what_is_somebody_elses_is_answered_as_what_does_not_exist(cast: Cast) -> None:
    wrong = foreign_unlike_absent(cast)
    assert not wrong, "\n".join(["", *wrong])


def foreign_unlike_absent(cast: Cast, names: Names = RULES) -> list[str]:
    """Requests for what is somebody else's that are answered otherwise than those for nothing."""
    closed = {Gate.OWNER, Gate.BUYER, Gate.DESK}
    return [
        f"{name}: {line}"
        for name in names
        if RULES[name].objects and RULES[name].gate in closed
        for line in _differences(name, cast)
    ]


def _differences(name: str, cast: Cast) -> list[str]:
    rule, address, wrong = RULES[name], ADDRESSES[name], []
    theirs = values(cast, rule)
    absent = {parameter: stranger_of(value) for parameter, value in theirs.items()}
    strangers = ("other", "keeper") if rule.gate is not Gate.DESK else ("other", "owner")
    for who in (*strangers, "anonymous"):
        for method in rule.methods:
            foreign = ask(cast.clients[who], method, address.path(**theirs))
            nothing = ask(cast.clients[who], method, address.path(**absent))
            if foreign.status_code != nothing.status_code:
                wrong.append(f"{who} {method}: {foreign.status_code}, not {nothing.status_code}")
            elif same_page(foreign.body, *theirs.values()) != same_page(nothing.body, *absent.values()):
                wrong.append(f"{who} {method}: another page")
            if MARKS["owner"].encode() in foreign.body:
                wrong.append(f"{who} {method}: shows the owner's mark")
    return wrong


@pytest.mark.keeps("protect.access")
@pytest.mark.once
def test_what_is_ones_own_opens_nothing_that_hangs_on_somebody_elses(cast: Cast) -> None:
    assert mixed_up(cast) == []


def mixed_up(cast: Cast, names: Names = RULES) -> list[str]:
    """Addresses of two objects that answer although one of the two is somebody else's."""
    wrong = []
    for name in (one for one in names if len(RULES[one].objects) > 1):
        rule, right = RULES[name], values(cast, RULES[name])
        for parameter in (one for one, of in rule.objects.items() if of in cast.others):
            path = ADDRESSES[name].path(**right | {parameter: cast.others[rule.objects[parameter]]})
            for who in ("owner", cast.within(rule.purposes)) if rule.gate is Gate.DESK else ("owner",):
                for method in sorted(rule.methods):
                    answer = ask(cast.clients[who], method, path)
                    if answer.status_code != 404 and not _is_refusal(answer):
                        wrong.append(f"{who} {method} {name} with another's {parameter}: {answer.status_code}")
    return wrong


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of times nothing is found, and how that page looks is tried elsewhere."""
    monkeypatch.setattr("config.urls.handler404", lambda *_args, **_named: HttpResponse(status=404), raising=False)


@pytest.mark.once
@pytest.mark.keeps("protect.access")
@pytest.mark.usefixtures("bare")
def test_an_id_of_another_kind_finds_nothing(cast: Cast) -> None:
    wrong = taken_for_another_kind(cast)
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.usefixtures("bare")
def test_no_database_breaks_on_a_number_it_cannot_hold(cast: Cast) -> None:
    wrong = taken_for_another_kind(cast, wrong_ids=lambda _cast, _kind: [*NUMBERS, "\x00"])
    assert not wrong, "\n".join(["", *wrong])


def taken_for_another_kind(cast: Cast, names: Names = RULES, wrong_ids: Wrong | None = None) -> list[str]:
    """Ids of one kind that found something where another kind is asked for."""
    asked = wrong_ids or every_wrong_id
    return [line for name in names if RULES[name].objects for line in _wrong_kinds_taken(name, cast, asked)]


def _wrong_kinds_taken(name: str, cast: Cast, wrong_ids: Wrong) -> list[str]:
    rule, address, wrong = RULES[name], ADDRESSES[name], []
    right = values(cast, rule)
    who = cast.within(rule.purposes) if rule.gate is Gate.DESK else "owner"
    methods = cycle(sorted(rule.methods & {"GET", "POST"}))  # in turns: each looks for the same thing first
    for parameter in rule.objects:
        for value in wrong_ids(cast, rule.objects[parameter]):
            if path := _path(address, right | {parameter: value}):
                method = next(methods)
                answer = ask(cast.clients[who], method, path)
                if answer.status_code not in {400, 404} | rule.absent and not _is_refusal(answer):
                    wrong.append(f"{method} {path}: {answer.status_code}")
    return wrong


# One thing may be asked for by two names: a download is a request about data too.
SAME_KIND = {
    "case": {"download"},
    "paper": {"file"},
    "file": {"paper"},
    "person": {"account", "person-of-transfer"},
    "person-of-transfer": {"account", "person"},
}


def every_wrong_id(cast: Cast, kind: str) -> Iterable[object]:
    """Ids of every other thing there is, each once, and texts that are none; numbers have a test of their own."""
    texts = ["0", "..", "\x00", "a" * 2000, "'", "null", "None", "１", "-"]
    of_kind = {kind, *SAME_KIND.get(kind, ())}
    others = [value for name, value in cast.objects.items() if name not in of_kind]
    told_apart = {str(value): value for value in (*others, *texts)}
    return [value for text, value in told_apart.items() if text not in _same(cast, of_kind)]


def _same(cast: Cast, kinds: set[str]) -> set[str]:
    return {str(cast.objects[one]) for one in kinds}


def _path(address: Address, filled: dict[str, object]) -> str:
    """The address, or "" when the resolver does not even know such a shape."""
    try:
        return address.path(**filled)
    except NoReverseMatch:
        return ""


def _is_refusal(answer: Any) -> bool:
    """The sign-in framework says on a page of its own that a link is not valid."""
    return answer.status_code == 200 and bool(answer.context and answer.context.get("token_fail"))


def test_the_table_is_asked_for_every_cell() -> None:
    cells = len(RULES) * 5 * len(METHODS)
    assert cells == len(ADDRESSES) * 35
