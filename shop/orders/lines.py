"""Lines of a cart: read from what a browser sends, merged by who changed them last."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from shop.orders.types import MOST_LINES, MOST_OF_ONE, Lines

_LINE = re.compile(r"([1-9][0-9]{0,17}):([0-9]{1,3})", re.ASCII)
_LATEST_INSTANT = 10**14
_LONGEST_TEXT = 8000


class BadLines(ValueError):
    """What came is no list of lines."""


def wanted(values: Iterable[str]) -> list[tuple[int, int]]:
    """Pieces and quantities (1 to 99) from "12:1" texts, each piece once. Raises BadLines; never guesses."""
    found: dict[int, int] = {}
    for value in values:
        match = _LINE.fullmatch(value)
        if not match or not 1 <= int(match[2]) <= MOST_OF_ONE or len(found) >= MOST_LINES:
            raise BadLines(value[:40])
        found[int(match[1])] = int(match[2])
    return list(found.items())


def from_browser(text: str, *, now_ms: int) -> dict[int, tuple[int, int]]:
    """Lines from the browser's storage, as JSON `{"12": [1, 1764000000000]}`. Raises BadLines.

    A clock that runs ahead counts as now, or its lines would win for ever.
    """
    try:
        content = json.loads(text) if len(text) <= _LONGEST_TEXT else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or len(content) > 2 * MOST_LINES:
        raise BadLines(text[:40])
    return dict(_entry(key, value, now_ms) for key, value in content.items())


def _entry(key: str, value: object, now_ms: int) -> tuple[int, tuple[int, int]]:
    match value:
        case [int(quantity), int(changed)] if 0 <= quantity <= MOST_OF_ONE and 0 <= changed <= _LATEST_INSTANT:
            if re.fullmatch(r"[1-9][0-9]{0,17}", key, re.ASCII) and type(quantity) is int and type(changed) is int:
                return int(key), (quantity, min(changed, now_ms))
    raise BadLines(key[:40])


def merged(one: Lines, other: Lines) -> dict[int, tuple[int, int]]:
    """Both carts as one: of each piece the newer line, a removal included; at the same instant the larger."""
    result = dict(one)
    for piece_id, line in other.items():
        if piece_id not in result or (line[1], line[0]) > (result[piece_id][1], result[piece_id][0]):
            result[piece_id] = line
    return newest(result)


def newest(lines: Lines) -> dict[int, tuple[int, int]]:
    """At most twice the lines a cart may have: the oldest removals go first, then the oldest lines."""
    ranked = sorted(lines.items(), key=lambda item: (item[1][0] > 0, item[1][1]), reverse=True)
    return dict(ranked[: 2 * MOST_LINES])


def present(lines: Lines) -> list[tuple[int, int]]:
    """Pieces and quantities that are in the cart, the one put in last at the end."""
    kept = [(changed, piece_id, quantity) for piece_id, (quantity, changed) in lines.items() if quantity]
    return [(piece_id, quantity) for _changed, piece_id, quantity in sorted(kept)]


def of_rows(rows: Mapping[str, Sequence[int]]) -> dict[int, tuple[int, int]]:
    """Lines as a cart's row keeps them."""
    return {int(piece_id): (line[0], line[1]) for piece_id, line in rows.items()}


def milliseconds(at: dt.datetime) -> int:
    """The instant as browsers count it."""
    return int(at.timestamp() * 1000)
