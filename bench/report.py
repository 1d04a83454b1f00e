"""Rows of the measured table."""

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass

HEAD = "| what | ratio to its floor, same run | goal | kept | on this machine |\n|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, the ratio to its floor, the goal and whether it is kept, and the figures of this machine."""

    what: str
    ratio: str
    goal: str
    kept: bool | None
    here: str

    def __str__(self) -> str:
        kept = "" if self.kept is None else "yes" if self.kept else "**no**"
        return f"| {self.what} | {self.ratio} | {self.goal} | {kept} | {self.here} |"


def at_most(what: str, ratio: float, goal: float, here: str, *, of: str = "") -> Row:
    """A row whose ratio shall not be above its goal."""
    return Row(what, f"{ratio:.2f} ×{of and ' ' + of}", f"≤ {goal:g}", ratio <= goal, here)


def at_least(what: str, ratio: float, goal: float, here: str, *, of: str = "") -> Row:
    """A row whose ratio shall not be below its goal."""
    return Row(what, f"{ratio:.2f}{of and ' ' + of}", f"≥ {goal:g}", ratio >= goal, here)


def ratio(pairs: Iterable[tuple[float, float]]) -> float:
    """The median of how much the first of each pair is of the second."""
    return statistics.median(one / other for one, other in pairs)


def in_turns(one: Callable[[], float], other: Callable[[], float], rounds: int) -> list[tuple[float, float]]:
    """Measure both again and again, each time in the other order."""
    pairs = []
    for number in range(rounds):
        if number % 2:
            later = other()
            pairs.append((one(), later))
        else:
            pairs.append((one(), other()))
    return pairs


def middle(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)
