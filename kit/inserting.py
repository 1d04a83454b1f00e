"""Rows written past the ORM's own work: for what is written with every act. The text of each INSERT is kept."""

import functools
from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

Model = type[models.Model]
# What every engine takes as it is, by the field's own class; what a subclass makes of a value is its own matter.
AS_IT_IS: "dict[type[models.Field[Any, Any]], type]" = {
    models.CharField: str,
    models.TextField: str,
    models.IntegerField: int,
    models.PositiveIntegerField: int,
    models.BigIntegerField: int,
}
MOST = 50  # rows: engines limit the values of one statement


def insert(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> int:
    """Insert rows of one model; returns how many. They learn no number of the database's making.

    One statement for each `MOST` of them: in the caller's transaction, if they are to come together or not at all.
    """
    ending, count = " ON CONFLICT DO NOTHING" if ignore_conflicts else "", 0
    for start in range(0, len(rows), MOST):
        part = rows[start : start + MOST]
        with connections[router.db_for_write(type(part[0]))].cursor() as cursor:
            cursor.execute(*_statement(part, ending))
            count += cursor.rowcount
    return count


def insert_one(row: models.Model) -> Any:
    """Insert a row whose number the database makes; returns it."""
    with connections[router.db_for_write(type(row))].cursor() as cursor:
        cursor.execute(*_statement([row], f' RETURNING "{row._meta.pk.column}"'))
        return cursor.fetchone()[0]


def _statement(rows: Sequence[models.Model], ending: str) -> tuple[str, list[Any]]:
    model = type(rows[0])
    connection, fields = connections[router.db_for_write(model)], _fields(model)
    values = [_value(field, row, connection) for row in rows for field in fields]
    return _text(model, len(rows)) + ending, values


def _value(field: "models.Field[Any, Any]", row: models.Model, connection: BaseDatabaseWrapper) -> Any:
    value = field.pre_save(row, add=True)
    as_it_is = AS_IT_IS.get(type(field)) is type(value)
    return value if as_it_is else field.get_db_prep_save(value, connection)


@functools.cache
def _fields(model: Model) -> "tuple[models.Field[Any, Any], ...]":
    return tuple(field for field in model._meta.concrete_fields if field is not model._meta.auto_field)


@functools.lru_cache(maxsize=256)
def _text(model: Model, count: int) -> str:
    columns = ", ".join(f'"{field.column}"' for field in _fields(model))
    one = f"({', '.join(['%s'] * len(_fields(model)))})"
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join([one] * count)}'  # noqa: S608 - our own names
