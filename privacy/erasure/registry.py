"""Stores beyond the declared rows that must forget a person: areas register theirs while the apps start."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import Model

Forget = Callable[[frozenset[uuid.UUID], dt.datetime], Mapping[str, int]]

Look = Callable[[frozenset[uuid.UUID], dt.datetime], int]


@dataclass(frozen=True, slots=True)
class Store:
    """What forgets people somewhere, and the models whose rows tell that there is something to forget."""

    forget: Forget
    of: frozenset[type[Model]]

    def concerns(self, there: Collection[type[Model]]) -> bool:
        """Whether somebody who has rows of these models can have something here."""
        return not self.of or not self.of.isdisjoint(there)


_stores: dict[str, Store] = {}
_looks: dict[str, Look] = {}


def store(name: str, *, of: Collection[type[Model]] = ()) -> Callable[[Forget], Forget]:
    """Register the decorated `(person_ids, at) -> counts` as the store `name` (a slug of at most 40 characters).

    With `of`, models declared to be about people, it is passed over when these persons have no row of any of them: the
    engine asks that once for all. Without, it is always called.

    It runs inside the erasure's transaction while rows and keys are still there, so that recipients can be told; it
    may run again after a crash or a restored backup, and doing it twice must be doing it once. The counts are its
    receipt: numbers only. Raises ValueError when another function already has the name.
    """

    def register(forget: Forget) -> Forget:
        taken = _stores.get(name)
        if taken and taken.forget.__qualname__ != forget.__qualname__:
            raise ValueError(f"two functions want to forget people in {name!r}")
        _stores[name] = Store(forget, frozenset(of))
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


def stores() -> Mapping[str, Store]:
    """Every registered store, by name."""
    return _stores
