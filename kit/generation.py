"""One stamp for all that is shown in public: processes on this machine drop what they hold when it moves."""

import os
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.conf import settings

P = ParamSpec("P")
R = TypeVar("R")

# Machines that share only the database learn of a change after this long.
SECONDS = 30
_held: list[dict[object, Any]] = []


PAGES, LISTS = "generation", "lists"


def stamp(of: str = PAGES) -> int:
    """The present generation; 0 before the first change."""
    try:
        return os.stat(f"{settings.VAR}/cache/{of}").st_mtime_ns  # noqa: PTH116 - asked at every request
    except FileNotFoundError:
        return 0


def touch(*, stock_alone: bool = False) -> None:
    """Something public has changed: from the next request on, nothing held earlier is shown.

    With `stock_alone` the small lists that `per_generation` holds stay: no name and no order of theirs has changed.
    """
    for of in (PAGES,) if stock_alone else (LISTS, PAGES):
        # Two changes within one tick of the file system's clock must still differ.
        path, now = f"{settings.VAR}/cache/{of}", time.time_ns()
        try:
            os.utime(path, ns=(now, now))
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch()
    if not stock_alone:
        forget()


def forget() -> None:
    """Drop what this process holds: something changed here, or a test's database goes back to its beginning."""
    for held in _held:
        held.clear()


def shelf() -> dict[Any, Any]:
    """A dictionary of this process that `touch` and `forget` empty."""
    held: dict[Any, Any] = {}
    _held.append(held)
    return held


def per_generation(function: Callable[P, R]) -> Callable[P, R]:
    """Keep the answers of a cheap, small read in this process, until more than stock changes or 30 s have passed."""
    held: dict[object, tuple[int, float, R]] = {}
    _held.append(held)

    @wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (args, tuple(sorted(kwargs.items())))
        now, present = time.monotonic(), stamp(LISTS)
        if (hit := held.get(key)) and hit[0] == present and now - hit[1] < SECONDS:
            return hit[2]
        if len(held) > 256:
            held.clear()
        value = function(*args, **kwargs)
        held[key] = (present, now, value)
        return value

    return answer
