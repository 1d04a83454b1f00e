"""What rooms above have sealed in the ledger beside their own rows, and how they tell that it no longer agrees."""

from collections.abc import Callable, Iterable

from privacy.ledger.types import Fault

Broken = Callable[[], Iterable[str]]
_seals: dict[str, Broken] = {}


def register_seal(what: str, broken: Broken) -> None:
    """Have every full verification ask `broken()` for the names of what differs from its digest in the ledger."""
    _seals[what] = broken


def faults() -> list[Fault]:
    """Everything that is no longer what was sealed."""
    return [Fault(what, where) for what, broken in _seals.items() for where in broken()]
