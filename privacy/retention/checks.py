"""A field that ends before its row must be able to be empty, and to show that it is."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import models

from privacy.datamap import queries as datamap
from privacy.datamap.types import Anonymise, Declaration
from privacy.retention import clocks


def can_be_emptied(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Every field the sweep will empty."""
    return [message for said in datamap.about_people() for message in _of(said)]


def _of(said: Declaration) -> Iterable[CheckMessage]:
    named = {name for fields in clocks.sooner_fields(said, None).values() for name in fields}
    if isinstance(said.at_end, Anonymise):
        named |= set(said.at_end.empty)
    for field in said.model._meta.concrete_fields:
        if field.name in named and not (field.null or _is_text(field)):
            hint = f"Make {field.name} null=True."
            yield Error(
                f"{said.label}.{field.name} ends before its row but cannot be empty.", hint=hint, id="privacy.E014"
            )


def _is_text(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.unique
