"""Query sets compiled once: where building the SQL costs more than running it."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql import DeleteQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

# What stands for an argument while the statement is compiled: values that no constant of a query set has, and that
# fit the smallest integer column (a comparison beyond a column's range would be compiled away).
_TEXT, _NUMBER = "\ue000{}", 31_337
_MOMENT = dt.datetime(1915, 5, 4, 3, 2, 1, tzinfo=dt.UTC)

Place = tuple[str, int]  # an argument and, of a set, which of its members
# How the values of a kind are written for an engine; text and numbers go as they are.
_FIELDS: "dict[type, models.Field[Any, Any]]" = {
    uuid.UUID: models.UUIDField(),
    frozenset: models.UUIDField(),
    dt.datetime: models.DateTimeField(),
    dt.date: models.DateField(),
}
Build = Callable[..., "QuerySet[Any, Any]"]
Compile = Callable[["QuerySet[Any, Any]", Mapping[str, Any]], SQLCompiler]


def _selecting(queryset: "QuerySet[Any, Any]", _stand_ins: Mapping[str, Any]) -> SQLCompiler:
    return _compiler(queryset.query, queryset)


def _compiler(query: Any, queryset: "QuerySet[Any, Any]") -> SQLCompiler:
    made: SQLCompiler = query.get_compiler(using=queryset.db)
    return made


def deleting(queryset: "QuerySet[Any, Any]", _stand_ins: Mapping[str, Any]) -> SQLCompiler:
    """One DELETE of these rows and of no others: what hangs on them is the caller's matter."""
    return _compiler(queryset.query.chain(DeleteQuery), queryset)


def setting(**fields: str | None) -> Compile:
    """One UPDATE that gives these fields the arguments of these names, or nothing."""

    def compiler(queryset: "QuerySet[Any, Any]", stand_ins: Mapping[str, Any]) -> SQLCompiler:
        query: Any = queryset.query.chain(UpdateQuery)
        query.add_update_values({field: name and stand_ins[name] for field, name in fields.items()})
        return _compiler(query, queryset)

    return compiler


class Prepared:
    """A statement over a query set whose SQL is kept; it runs with other arguments of the same kinds."""

    def __init__(self, build: Build, kinds: Mapping[str, type], sizes: Mapping[str, int], to: Compile) -> None:
        stand_ins = {name: _stand_in(name, kind, place, sizes) for place, (name, kind) in enumerate(kinds.items())}
        queryset = build(**stand_ins)
        self._alias, self._kinds = queryset.db, kinds
        self._compiler = to(queryset, stand_ins)
        try:
            self._sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, params = "", ()
        selected = [one[0] for one in self._compiler.select or ()] if self._sql else []
        self._converters = self._compiler.get_converters(selected)
        connection = connections[self._alias]
        places = {value: place for name in kinds for place, value in self._written(name, stand_ins[name], connection)}
        # Each parameter is either an argument's place or the constant that belongs to the query set.
        self._params: list[tuple[Place | None, Any]] = [(places.get(param), param) for param in params]
        asked = {name for name in kinds if sizes.get(name, 1)} if self._sql else set()
        if missing := asked - {place[0] for place, _ in self._params if place}:
            raise ValueError(f"{', '.join(sorted(missing))} left no parameter in the statement")

    def rows(self, arguments: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows in the order of the query set's fields. One statement."""
        if not self._sql:
            return []
        connection = connections[self._alias]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, self._values(arguments, connection))
            found: list[tuple[Any, ...]] = cursor.fetchall()
        if not found or not self._converters:
            return found
        return [tuple(row) for row in self._compiler.apply_converters(found, self._converters)]

    def change(self, arguments: Mapping[str, Any]) -> int:
        """Delete or update; how many rows that were. One statement."""
        if not self._sql:
            return 0
        connection = connections[self._alias]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, self._values(arguments, connection))
            return int(cursor.rowcount)

    def _values(self, arguments: Mapping[str, Any], connection: BaseDatabaseWrapper) -> list[Any]:
        given = {
            place: value for name in self._kinds for place, value in self._written(name, arguments[name], connection)
        }
        return [given[place] if place else constant for place, constant in self._params]

    def _written(self, name: str, value: Any, connection: BaseDatabaseWrapper) -> Iterator[tuple[Place, Any]]:
        """What the engine is given for an argument, part by part."""
        field = _FIELDS.get(self._kinds[name])
        for number, one in enumerate(value if isinstance(value, frozenset) else (value,)):
            yield (name, number), field.get_db_prep_value(one, connection) if field else one


def _stand_in(name: str, kind: type, place: int, sizes: Mapping[str, int]) -> Any:
    if kind is frozenset:
        return frozenset(uuid.uuid4() for _ in range(sizes[name]))
    if kind is uuid.UUID:
        return uuid.uuid4()
    if kind is dt.datetime:
        return _MOMENT + dt.timedelta(days=place)
    if kind is dt.date:
        return _MOMENT.date() + dt.timedelta(days=place)
    return _TEXT.format(name) if kind is str else _NUMBER + place


class Asking:
    """A function that builds a query set, turned into one that answers its rows; or deletes them."""

    def __init__(self, build: Build, kinds: Mapping[str, type], to: Compile) -> None:
        self._kinds = kinds

        @lru_cache(maxsize=256)
        def compiled(sizes: tuple[tuple[str, int], ...], *shape: Any) -> Prepared:
            return Prepared(lambda **stand_ins: build(*shape, **stand_ins), kinds, dict(sizes), to)

        self._compiled = compiled

    def __call__(self, *shape: Any, **arguments: Any) -> list[tuple[Any, ...]]:
        """The rows, in one statement."""
        return self._fitting(shape, arguments).rows(arguments)

    def change(self, *shape: Any, **arguments: Any) -> int:
        """How many rows the statement has deleted or updated."""
        return self._fitting(shape, arguments).change(arguments)

    def _fitting(self, shape: tuple[Any, ...], arguments: Mapping[str, Any]) -> Prepared:
        sizes = tuple((name, len(arguments[name])) for name, kind in self._kinds.items() if kind is frozenset)
        return self._compiled(sizes, *shape)


def prepared(_to: Compile = _selecting, /, **kinds: type) -> Callable[[Build], Asking]:
    """Turn a function that builds a `values_list` into one that answers its rows.

    `kinds` names the arguments that become parameters: int, str, a UUID, date, datetime, `frozenset`: a set of UUIDs.
    All others, given by position, shape the statement, which is compiled once for each of their combinations, for each
    size of a set. With `deleting` or `setting(...)` it is one that changes the rows.
    """
    return lambda build: Asking(build, kinds, _to)
