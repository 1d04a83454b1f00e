"""What other areas add: reasons to wait with a deletion, a way to prove who signs in, guides with pictures."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable

from privacy.rights.types import Guide

Blocker = Callable[[frozenset[uuid.UUID], dt.datetime], list[str]]
Prover = Callable[[uuid.UUID, str], bool]

_blockers: list[Blocker] = []
_provers: list[Prover] = []
_guides: dict[str, Guide] = {}


def register_blocker(blocker: Blocker) -> Blocker:
    """Have `(person_ids, at) -> reasons` asked before a deletion: translated sentences the person reads, or none."""
    if blocker not in _blockers:
        _blockers.append(blocker)
    return blocker


def register_prover(prover: Prover) -> Prover:
    """Have `(person_id, password) -> right?` decide whether a signed-in person may go on without a mailed code."""
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
