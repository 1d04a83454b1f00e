"""The state of every promise now: from its declaration, its tests, and the evidence of this moment."""

import datetime as dt
import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from kit.generation import shelf
from privacy.promises import registry
from privacy.promises.collect import marked_tests
from privacy.promises.types import Clause, Evidence, State, Witness

log = logging.getLogger(__name__)
MINUTE = dt.timedelta(minutes=1)
# Asking every witness takes some two hundred statements: too many for each look at the desk.
_counted: dict[str, tuple[dt.datetime, int]] = shelf()


@dataclass(frozen=True, slots=True)
class Standing:
    """A clause as it stands: its state, the tests that attack it, the evidence just taken."""

    clause: Clause
    state: State
    tests: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def standings(at: dt.datetime) -> list[Standing]:
    """Every clause as it stands at `at`, in the order of the notice."""
    return [_standing(clause, at) for clause in registry.clauses()]


def broken(at: dt.datetime) -> int:
    """How many clauses are broken, as they were found in this process within the last minute."""
    if (held := _counted.get("broken")) is None or not dt.timedelta(0) <= at - held[0] < MINUTE:
        held = _counted["broken"] = at, sum(one.state is State.BROKEN for one in standings(at))
    return held[1]


@cache
def tests() -> dict[str, list[str]]:
    """Which tests enforce which clause, by their `keeps` marks, read once a process."""
    return marked_tests(Path(settings.PRIVACY_PROMISE_TESTS))


def _standing(clause: Clause, at: dt.datetime) -> Standing:
    attacks = tuple(tests().get(clause.id, ()))
    seen = tuple(_witnessed(witness, at) for witness in registry.witnesses(clause.id))
    return Standing(clause, _state(clause, attacks, seen), attacks, seen)


def _state(clause: Clause, attacks: tuple[str, ...], seen: tuple[Evidence, ...]) -> State:
    """Broken evidence outranks every claim; without an enforcing test nothing is kept."""
    if any(not one.holds for one in seen):
        return State.BROKEN
    if not attacks or not clause.enforced:
        return State.NOT_YET
    return State.PARTLY if clause.missing else State.KEPT


def _witnessed(witness: Witness, at: dt.datetime) -> Evidence:
    try:
        return witness(at)
    except Exception as error:  # noqa: BLE001 - a witness that cannot speak is itself broken evidence
        log.warning("the witness %s failed with %s", witness.__name__, type(error).__name__)
        return Evidence(says=f"{witness.__name__} could not look", holds=False, as_of=at)
