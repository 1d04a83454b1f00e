"""Figures about complaints that show nobody: whatever is published, or follows by subtraction, covers five people."""

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

K = 5
Filed = tuple[Hashable, str]  # who, and what is counted


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be published of one question: the total, the parts large enough, and all others together.

    `None` stands for fewer than five people, none included.
    """

    total: int | None
    parts: Mapping[str, int]
    others: int


def figures(filed: Iterable[Filed]) -> Figures:
    """Count complaints by what they are about, so that every published number rests on five different people.

    The rest is told as one number, and takes in the smallest parts until five people stand behind it: so no
    subtraction leads to fewer.
    """
    by: dict[str, list[Hashable]] = {}
    everybody = list(filed)
    for who, what in everybody:
        by.setdefault(what, []).append(who)
    if len({who for who, _what in everybody}) < K:
        return Figures(None, {}, 0)
    smallest_first = sorted(by, key=lambda what: (len(set(by[what])), len(by[what]), what))
    rest: list[Hashable] = []
    for what in smallest_first:
        few = len(set(by[what])) < K
        if not few and (not rest or len(set(rest)) >= K):
            break
        rest += by.pop(what)
    return Figures(len(everybody), {what: len(who) for what, who in by.items()}, len(rest))


def quarter_of(at: dt.datetime) -> str:
    """The quarter of a moment, such as 2026-Q3; quarters are cut in UTC."""
    return f"{at.year}-Q{(at.month + 2) // 3}"


def bounds(quarter: str) -> tuple[dt.datetime, dt.datetime]:
    """The first instant of a quarter and the first after it."""
    year, _dash, number = quarter.partition("-Q")
    month = 3 * int(number) - 2
    first = dt.datetime(int(year), month, 1, tzinfo=dt.UTC)
    after = dt.datetime(int(year) + month // 10, (month + 2) % 12 + 1, 1, tzinfo=dt.UTC)
    return first, after


def last_finished(at: dt.datetime) -> str:
    """The newest quarter that is wholly over."""
    return quarter_of(bounds(quarter_of(at))[0] - dt.timedelta(days=1))
