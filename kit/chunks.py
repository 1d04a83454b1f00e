"""All rows of a query set, a few hundred at a time."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

KEYS = 5_000


def in_chunks(rows: "QuerySet[Any, Any]", size: int) -> Iterator[list[Any]]:
    """Every row by primary key, `size` at a time, in constant memory.

    Between two chunks no statement is open: on SQLite one that is read slowly keeps everybody from writing. Keys alone
    are read ahead, many at a time: no index need hold the rows in the order of their keys, and where all are sorted
    again for each chunk, nearly the whole time of a million rows goes there.
    """
    ordered: QuerySet[Any, Any] = rows.order_by("pk")
    last: Any = None
    while True:
        later = ordered if last is None else ordered.filter(pk__gt=last)
        keys = list(later.values_list("pk", flat=True)[:KEYS])
        for start in range(0, len(keys), size):
            if chunk := list(ordered.filter(pk__in=keys[start : start + size])):
                yield chunk
        if len(keys) < KEYS:
            return
        last = keys[-1]
