"""A row of any model, filled in every column: so that a test over all declared models forgets none made later."""

import datetime as dt
import secrets
import uuid
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Model

from privacy.people.models import Person
from privacy.vault.fields import SealedDate, SealedDecimal, SealedField, SealedJSON

# What a column must hold where its table has rules of its own.
RULES: dict[str, dict[str, Any]] = {
    "orders.Order": {"total_minor": 4},
    "orders.OrderRefund": {"total_minor": 2},
    "payments.Payment": {"captured": 0, "refunded": 0},
    "privacy_notice.Version": {"effective_at": None, "published_at": None, "announced_at": None},  # a draft
}


def made(model: type[Model], *, person_id: uuid.UUID | None, at: dt.datetime, **given: Any) -> Model:
    """A saved row about `person_id` with `at` in every date, and rows it cannot be without; `given` overrules."""
    given = RULES.get(model._meta.label, {}) | given
    values = {
        field.name: _value(field, person_id, at)
        for field in model._meta.concrete_fields
        if field.name not in given and not field.primary_key
    }
    row = model(**values, **given)
    row.save(force_insert=True)
    return row


def _value(field: "models.Field[Any, Any]", person_id: uuid.UUID | None, at: dt.datetime) -> Any:
    if isinstance(field, models.ForeignKey):
        return _related(field, person_id, at)
    if isinstance(field, SealedField):
        return _sealed(field, at)
    if field.choices:
        return field.choices[0][0]
    for kind, value in _plain(at).items():
        if isinstance(field, kind):
            return value(field) if callable(value) else value
    raise TypeError(f"say what a row holds in {field}")


def _related(field: "models.ForeignKey[Any, Any]", person_id: uuid.UUID | None, at: dt.datetime) -> Model | None:
    other = field.related_model
    if other is Person:
        return Person.objects.get(pk=person_id) if person_id else None
    return None if field.null else made(other, person_id=person_id, at=at)


def _sealed(field: SealedField, at: dt.datetime) -> Any:
    if isinstance(field, SealedJSON):
        return {"words": "sealed"}
    return at.date() if isinstance(field, SealedDate) else Decimal(1) if isinstance(field, SealedDecimal) else "sealed"


def _plain(at: dt.datetime) -> dict[type, Any]:
    return {
        models.DateTimeField: at,
        models.DateField: at.date(),
        models.UUIDField: lambda _field: uuid.uuid4(),
        models.JSONField: lambda field: field.get_default() if field.has_default() else {},
        models.BooleanField: False,
        models.BinaryField: b"x",
        models.EmailField: lambda field: f"{_word(field)}@example.org",
        models.CharField: _word,
        models.TextField: "word",
        models.DecimalField: Decimal(1),
        models.IntegerField: lambda field: secrets.randbelow(2**31) if field.unique else 1,
        models.FloatField: 1.0,
    }


def _word(field: "models.Field[Any, Any]") -> str:
    return secrets.token_hex(40)[: min(field.max_length or 20, 20)]
