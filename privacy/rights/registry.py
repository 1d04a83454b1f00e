"""What other areas add: reasons to wait with a deletion, ways to prove and to correct, guides with pictures."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from privacy.datamap import queries as datamap
from privacy.datamap.types import Text
from privacy.rights.types import Guide

Blocker = Callable[[frozenset[uuid.UUID], dt.datetime], list[str]]
Rows = Callable[[frozenset[uuid.UUID]], list[tuple[str, str]]]
Apply = Callable[[str, frozenset[uuid.UUID], str, dt.datetime], None]
Prover = Callable[[uuid.UUID, str], bool]

_blockers: list[Blocker] = []
_provers: list[Prover] = []
_guides: dict[str, Guide] = {}
_correctors: dict[str, "Corrector"] = {}


@dataclass(frozen=True, slots=True)
class Corrector:
    """How an area corrects one declared field: `place` is app.Model.field.

    `rows(person_ids)` lists the persons' rows as (number, label for people); `apply(number, person_ids, value, at)`
    writes the right value, or raises ValueError, LookupError for a row that is not theirs. `reference(number)` is the
    opaque number under which recipients know the row; `row(number)` its number in the table, where `number` says more.
    `apply` raises `Unfit` for a value that cannot be written, in words for people.
    """

    place: str
    title: Text
    rows: Rows
    apply: Apply
    reference: Callable[[str], str] = str
    row: Callable[[str], str] = str


def register_corrector(corrector: Corrector) -> None:
    """Make a declared field correctable on request. Raises LookupError for a field nobody declared as personal."""
    label, _dot, field = corrector.place.rpartition(".")
    said = next((one for one in datamap.declarations() if one.label == label), None)
    if said is None or field not in said.personal:
        raise LookupError(f"{corrector.place} is no declared personal field")
    _correctors[corrector.place] = corrector


def corrector(place: str) -> Corrector | None:
    """How this field is corrected, or None."""
    return _correctors.get(place)


def correctors() -> list[Corrector]:
    """Every way to correct something on request."""
    return list(_correctors.values())


def register_blocker(blocker: Blocker) -> Blocker:
    """Have `(person_ids, at) -> reasons` asked before a deletion: translated sentences the person reads, or none."""
    if blocker not in _blockers:
        _blockers.append(blocker)
    return blocker


def register_prover(prover: Prover) -> Prover:
    """Have `(person_id, password) -> right?` decide whether a signed-in person may go on without a mailed code.

    After too many tries it raises ValidationError, with words for the person.
    """
    if prover not in _provers:
        _provers.append(prover)
    return prover


def blockers() -> list[Blocker]:
    """All blockers."""
    return _blockers


def prover() -> Prover | None:
    """The way to check a password, if an area has one."""
    return _provers[-1] if _provers else None


def fill_guides(guides: Iterable[Guide]) -> None:
    """Make the policy's guides known. Called while the apps start."""
    _guides.update({guide.right.value: guide for guide in guides})


def guides() -> dict[str, Guide]:
    """Every guide by its right."""
    return _guides
