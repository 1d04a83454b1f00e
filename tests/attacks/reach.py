"""How a sweep reaches an address: by which path, and as whom it is let in."""

from collections.abc import Iterable, Iterator
from typing import Any

from tests.attacks.access_rules import RULES, Gate, Rule
from tests.attacks.addresses import addresses
from tests.attacks.cast import Cast

ADDRESSES = {one.name: one for one in addresses()}
# Which addresses a sweep looks at: all of them, or the few that stand behind one guard.
Names = Iterable[str]


def path_of(name: str, cast: Cast) -> str:
    """The address, filled with the owner's objects."""
    return ADDRESSES[name].path(**{key: cast.objects[value] for key, value in RULES[name].objects.items()})


def insider(rule: Rule, cast: Cast) -> str:
    """Whom the address lets in."""
    if rule.gate is Gate.DESK:
        return cast.within(rule.purposes)
    return {Gate.STRANGERS: "anonymous", Gate.MACHINES: "anonymous"}.get(rule.gate, "owner")


def with_method(method: str, names: Names = RULES) -> Iterator[tuple[str, Rule]]:
    """Those of the addresses that take this method."""
    return ((name, RULES[name]) for name in names if method in RULES[name].methods)


def client_of(name: str, cast: Cast) -> Any:
    """The browser of whom the address lets in."""
    return cast.clients[insider(RULES[name], cast)]
