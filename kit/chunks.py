"""All rows of a query set, a few hundred at a time."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

KEYS = 5_000


def in_chunks(rows: "QuerySet[Any, Any]", size: int) -> Iterator[list[Any]]:
    """Every row by primary key, `size` at a time, in constant memory.

    Between two chunks no statement is open: on SQLite one that is read slowly keeps everybody from writing. Keys alone
    are read ahead, many at a time, and rows by their keys and nothing else: no index need hold them in the order of
    their keys, and asked for the next few hundred of somebody a database looks at all of theirs again each time.
    """
    ordered = rows.order_by("pk")
    last: Any = None
    while True:
        later = ordered if last is None else ordered.filter(pk__gt=last)
        keys = list(later.values_list("pk", flat=True)[:KEYS])
        for start in range(0, len(keys), size):
            if chunk := list(_of(rows, keys[start : start + size])):
                yield chunk
        if len(keys) < KEYS:
            return
        last = keys[-1]


def _of(rows: "QuerySet[Any, Any]", keys: list[Any]) -> "QuerySet[Any, Any]":
    """The rows of these keys, with what `rows` reads along."""
    whole: QuerySet[Any, Any] = type(rows)(rows.model, using=rows.db)
    whole.query.select_related = rows.query.select_related
    return whole.filter(pk__in=keys).order_by("pk")
