"""Clauses, and the witnesses that show evidence for them."""

from collections.abc import Callable, Iterable

from privacy.promises.types import Clause, Witness

_clauses: dict[str, Clause] = {}
_witnesses: dict[str, list[Witness]] = {}


def fill(clauses: Iterable[Clause]) -> None:
    """Make the policy's clauses known. Called while the apps start."""
    _clauses.update({clause.id: clause for clause in clauses})


def clauses() -> list[Clause]:
    """Every clause, in the order of the notice."""
    return list(_clauses.values())


def words() -> dict[str, str]:
    """Every clause's words in the active language, for the notice to keep and to compare."""
    return {one.id: str(one.words) for one in clauses()}


def evidence(*clause_ids: str) -> Callable[[Witness], Witness]:
    """Register the decorated `(at) -> Evidence` for these clauses. Rooms and areas do so in their `evidence.py`."""

    def register(witness: Witness) -> Witness:
        for clause_id in clause_ids:
            _witnesses.setdefault(clause_id, []).append(witness)
        return witness

    return register


def witnesses(clause_id: str) -> list[Witness]:
    """Who can show something for this clause."""
    return _witnesses.get(clause_id, [])
