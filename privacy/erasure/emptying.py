"""Emptying fields of rows that stay."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from privacy.datamap.types import Declaration
from privacy.vault.cipher import Ciphertext

# What a field holds when it may not be null and tells nothing any more.
BLANKS: "tuple[tuple[type[models.Field[Any, Any]], Any], ...]" = (
    (models.BinaryField, Ciphertext(b"")),
    (models.DateTimeField, dt.datetime(1970, 1, 1, tzinfo=dt.UTC)),
    (models.DateField, dt.date(1970, 1, 1)),
    (models.JSONField, {}),
    (models.UUIDField, uuid.UUID(int=0)),
    (models.BooleanField, False),
    (models.CharField, ""),
    (models.TextField, ""),
    (models.DecimalField, 0),
    (models.IntegerField, 0),
    (models.FloatField, 0),
)


class CannotEmpty(TypeError):
    """A field that may not be null has no value that tells nothing."""


def empty(rows: QuerySet[Any], said: Declaration, names: Iterable[str]) -> int:
    """Empty these fields of all `rows` in one UPDATE, passing over rows already empty. Returns how many changed."""
    fields = _fields(said, names)
    values = {field.attname: blank(field) for field in fields}
    return still_full(rows, said, names).update(**values) if fields else 0


def still_full(rows: QuerySet[Any], said: Declaration, names: Iterable[str]) -> QuerySet[Any]:
    """Those of `rows` where one of these fields still holds something."""
    full = Q(pk__in=())
    for field in _fields(said, names):
        full |= ~_is_blank(field)
    return rows.filter(full)


def _fields(said: Declaration, names: Iterable[str]) -> "list[models.Field[Any, Any]]":
    wanted = set(names)
    return [field for field in said.model._meta.concrete_fields if field.name in wanted]


def emptied_at_end(said: Declaration, keep: Iterable[str]) -> list[str]:
    """The personal fields of a row whose other fields law keeps; the anchor of its clock stays with it."""
    return [name for name in said.personal if name not in {*keep, said.since}]


def blank(field: "models.Field[Any, Any]") -> Any:
    """The value of `field` that tells nothing; raises `CannotEmpty`."""
    if field.null:
        return None
    if field.unique:
        return Concat(Value("gone-"), Cast("pk", models.CharField()))
    for kind, value in BLANKS:
        if isinstance(field, kind):
            return value
    raise CannotEmpty(f"{field.model._meta.label}.{field.name} cannot be emptied: make it null=True")


def tells_nothing(field: "models.Field[Any, Any]", row: models.Model) -> bool:
    """Whether this field of a row, as it came from the database, holds what is left after emptying."""
    value = row.__dict__[field.attname]
    if value is None or (field.unique and str(value).startswith("gone-")):
        return True
    return not field.null and not field.unique and bool(value == blank(field))


def _is_blank(field: "models.Field[Any, Any]") -> Q:
    if field.null:
        return Q(**{f"{field.attname}__isnull": True})
    if field.unique:
        return Q(**{f"{field.attname}__startswith": "gone-"})
    if getattr(field, "rests_sealed", False):
        return Q(pk__in=())  # sealed columns answer no question: write them again
    return Q(**{field.attname: blank(field)})
