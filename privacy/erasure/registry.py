"""Stores beyond the declared rows that must forget a person: areas register theirs while the apps start."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping

Forget = Callable[[frozenset[uuid.UUID], dt.datetime], Mapping[str, int]]

Look = Callable[[frozenset[uuid.UUID], dt.datetime], int]

_stores: dict[str, Forget] = {}
_looks: dict[str, Look] = {}


def store(name: str) -> Callable[[Forget], Forget]:
    """Register the decorated `(person_ids, at) -> counts` as the store `name` (a slug of at most 40 characters).

    It runs inside the erasure's transaction while rows and keys are still there, so that recipients can be told; it
    may run again after a crash or a restored backup, and doing it twice must be doing it once. The counts are its
    receipt: numbers only. Raises ValueError when another function already has the name.
    """

    def register(forget: Forget) -> Forget:
        taken = _stores.get(name)
        if taken and taken.__qualname__ != forget.__qualname__:
            raise ValueError(f"two functions want to forget people in {name!r}")
        _stores[name] = forget
        return forget

    return register


def look(name: str) -> Callable[[Look], Look]:
    """Register the decorated `(person_ids, at) -> count` as a look into a store that is to hold nothing of anybody.

    It looks for the opaque numbers, takes out what it finds and returns how many that was: the receipt says what was
    seen, and is no constant. A store that holds something personal on purpose is no look but a `store`.
    """

    def register(found: Look) -> Look:
        taken = _looks.get(name)
        if taken and taken.__qualname__ != found.__qualname__:
            raise ValueError(f"two functions want to look into {name!r}")
        _looks[name] = found
        return found

    return register


def looks() -> Mapping[str, Look]:
    """Every registered look, by the name of its store."""
    return _looks


def stores() -> Mapping[str, Forget]:
    """Every registered store, by name."""
    return _stores
