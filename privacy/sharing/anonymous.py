"""Figures that may leave because nobody can be found in them: coarse, and never of fewer than k persons."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SMALLEST = 10


@dataclass(frozen=True, slots=True)
class Interest:
    """That one person was interested in something; `about` are coarse traits such as country or language."""

    person_id: uuid.UUID
    in_what: str
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many persons share these traits and this interest, rounded down to a multiple of k."""

    in_what: str
    about: tuple[tuple[str, str], ...]
    persons: int


def k_anonymous(interests: Iterable[Interest], *, traits: Sequence[str], k: int = SMALLEST) -> list[Cell]:
    """Counts of persons by interest and traits, at least `k` each, rounded down to a multiple of `k`.

    Where one person more or less can be told from a difference of two cells, nothing is told: a cell stands alone only
    if its siblings that are left out hold `k` persons together or none; else the smallest told sibling is left out too.
    There are no totals, and one set of interests is told by one choice of traits. A person
    counts once in a cell, however often they came. Raises ValueError for k below 5.
    """
    if k < 5:
        raise ValueError("fewer than five is nobody's crowd")
    persons: dict[str, dict[tuple[tuple[str, str], ...], set[uuid.UUID]]] = defaultdict(lambda: defaultdict(set))
    for one in interests:
        about = tuple((trait, one.about.get(trait, "")) for trait in traits)
        persons[one.in_what][about].add(one.person_id)
    told: list[Cell] = []
    for in_what, cells in sorted(persons.items()):
        sizes = {about: len(who) for about, who in cells.items()}
        told += [Cell(in_what, about, sizes[about] // k * k) for about in sorted(_crowds(sizes, k))]
    return told


def _crowds(sizes: Mapping[tuple[tuple[str, str], ...], int], k: int) -> list[tuple[tuple[str, str], ...]]:
    """Which cells may be told."""
    told = sorted((about for about, size in sizes.items() if size >= k), key=lambda about: sizes[about])
    hidden = sum(size for size in sizes.values() if size < k)
    while told and 0 < hidden < k:
        hidden += sizes[told.pop(0)]
    return told
