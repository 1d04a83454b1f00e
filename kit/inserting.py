"""Rows written past the ORM's own work: for what is written with every act. The text of each INSERT is kept."""

import datetime as dt
import functools
import uuid
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
SHARED = (dt.datetime, uuid.UUID)  # many rows of one statement have the same instant or owner
MOST = 50  # rows: engines limit the values of one statement


def insert(rows: Sequence[object], *, of: Model | None = None, ignore_conflicts: bool = False) -> int:
    """Insert rows of one model; returns how many. They learn no number of the database's making.

    Where the model is named (`of`), rows may be anything that has its attributes. One statement for each `MOST` of
    them: in the caller's transaction, if they are to come together or not at all.
    """
    ending, count = " ON CONFLICT DO NOTHING" if ignore_conflicts else "", 0
    for start in range(0, len(rows), MOST):
        part = rows[start : start + MOST]
        model = of or _model(part[0])
        connection = connections[router.db_for_write(model)]
        with connection.cursor() as cursor:
            cursor.execute(_text(model, len(part)) + ending, _values(model, part, connection))
            count += cursor.rowcount
    return count


def insert_one(row: models.Model) -> Any:
    """Insert a row whose number the database makes; returns it."""
    model = type(row)
    connection = connections[router.db_for_write(model)]
    with connection.cursor() as cursor:
        cursor.execute(f'{_text(model, 1)} RETURNING "{row._meta.pk.column}"', _values(model, [row], connection))
        return cursor.fetchone()[0]


def _model(row: object) -> Model:
    if not isinstance(row, models.Model):
        raise TypeError("of which model is this row? Say so with `of`")
    return type(row)


def _values(model: Model, rows: Sequence[object], connection: BaseDatabaseWrapper) -> list[Any]:
    written: dict[tuple[str, object], Any] = {}
    return [_value(column, row, connection, written) for row in rows for column in _columns(model)]


def _value(
    column: "tuple[models.Field[Any, Any], type | None]",
    row: Any,
    connection: BaseDatabaseWrapper,
    written: dict[tuple[str, object], Any],
) -> Any:
    field, as_it_is = column
    value = field.pre_save(row, add=True)
    if type(value) is as_it_is:
        return value
    if type(value) not in SHARED:
        return field.get_db_prep_save(value, connection)
    if (key := (field.attname, value)) not in written:
        written[key] = field.get_db_prep_save(value, connection)
    return written[key]


@functools.cache
def _columns(model: Model) -> "tuple[tuple[models.Field[Any, Any], type | None], ...]":
    """The fields that are written, each with the type of values that go as they are."""
    fields = (field for field in model._meta.concrete_fields if field is not model._meta.auto_field)
    return tuple((field, AS_IT_IS.get(type(field))) for field in fields)


@functools.lru_cache(maxsize=256)
def _text(model: Model, count: int) -> str:
    columns = ", ".join(f'"{field.column}"' for field, _as_it_is in _columns(model))
    one = f"({', '.join(['%s'] * len(_columns(model)))})"
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join([one] * count)}'  # noqa: S608 - our own names
