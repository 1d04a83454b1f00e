"""Deleting all rows of a model that are about somebody, by statements that are compiled once."""

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from kit.prepared import Asking, deleting, prepared, setting
from privacy.erasure.removing import Link, Model, changes


def delete_all(model: Model, path: str, persons: frozenset[uuid.UUID]) -> int:
    """What `removing.delete` does, for every row whose `path` leads to one of these persons. Returns how many."""
    gone = 0
    for statement in _statements(model, path):
        gone = statement.change(persons=persons)
    return gone


@functools.cache
def _statements(model: Model, path: str) -> tuple[Asking, ...]:
    links = [link for _rows, link in _changes(model, path, frozenset())]
    return tuple(
        prepared(setting(**{link.name: None}) if link else deleting, persons=frozenset)(_nth(model, path, number))
        for number, link in enumerate(links)
    )


def _nth(model: Model, path: str, number: int) -> Callable[..., QuerySet[Any]]:
    return lambda *, persons: _changes(model, path, persons)[number][0]


def _changes(model: Model, path: str, persons: frozenset[uuid.UUID]) -> list[tuple[QuerySet[Any], Link | None]]:
    return list(changes(model._base_manager.filter(**{f"{path}__in": persons})))
