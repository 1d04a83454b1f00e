"""Query sets compiled once: for pages where building the SQL costs more than running it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import QuerySet

# What stands for an argument while the statement is compiled: values that no constant of a query set has, and that
# fit the smallest integer column (a comparison beyond a column's range would be compiled away).
_TEXT, _NUMBER = "\ue000{}", 31_337


class Prepared:
    """A `values_list` query set whose SQL is kept; `rows` runs it with other arguments of the same kinds."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"], kinds: Mapping[str, type]) -> None:
        stand_ins: dict[str, Any] = {
            name: _TEXT.format(name) if kind is str else _NUMBER + place
            for place, (name, kind) in enumerate(kinds.items())
        }
        queryset = build(**stand_ins)
        self._alias = queryset.db
        self._compiler = queryset.query.get_compiler(using=queryset.db)
        self._sql, params = self._compiler.as_sql()
        names = {value: name for name, value in stand_ins.items()}
        # Each parameter is either an argument's name or the constant that belongs to the query set.
        self._params = [(names[param], None) if param in names else ("", param) for param in params]
        if missing := kinds.keys() - {name for name, _ in self._params}:
            raise ValueError(f"{', '.join(sorted(missing))} left no parameter in the statement")

    def rows(self, **arguments: Any) -> list[tuple[Any, ...]]:
        """The rows in the order of the query set's fields. One statement."""
        values = [arguments[name] if name else constant for name, constant in self._params]
        with connections[self._alias].cursor() as cursor:
            cursor.execute(self._sql, values)
            found = cursor.fetchall()
        return [tuple(row) for row in self._compiler.results_iter(results=[found])]


def prepared(**kinds: type) -> Callable[[Callable[..., "QuerySet[Any, Any]"]], Callable[..., list[tuple[Any, ...]]]]:
    """Turn a function that builds a `values_list` into one that answers its rows.

    `kinds` names the arguments that become parameters (int or str); all others, given by position, shape the
    statement, which is compiled once for each of their combinations and for each database engine.
    """

    def declare(build: Callable[..., "QuerySet[Any, Any]"]) -> Callable[..., list[tuple[Any, ...]]]:
        @lru_cache(maxsize=64)
        def compiled(_engine: str, *shape: Any) -> Prepared:
            return Prepared(lambda **stand_ins: build(*shape, **stand_ins), kinds)

        def answer(*shape: Any, **arguments: Any) -> list[tuple[Any, ...]]:
            return compiled(connections["default"].vendor, *shape).rows(**arguments)

        return answer

    return declare
