"""Reading the data map."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import DateTimeField, Field, ForeignKey, Model, Q, QuerySet

from privacy.datamap import locks, registry
from privacy.datamap.types import (
    AtOtherEnd,
    Category,
    Declaration,
    Personal,
    Purpose,
    Recipient,
    RetentionClass,
    Role,
)
from privacy.people.models import Person

# Fields that hold the number of a person or an account by name, without a foreign key.
NUMBER_OF_SOMEBODY = re.compile(r"(^|_)(person|persons|account|about)(_ids?)?$")
NUMBERS = (models.UUIDField, models.CharField, models.JSONField)


class Undeclared(LookupError):
    """A model, field or purpose the data map does not know: nothing is allowed on it."""


def declaration(model: type[Model]) -> Declaration:
    """What was declared of `model`; raises `Undeclared`."""
    try:
        return registry.declarations[model]
    except KeyError:
        raise Undeclared(f"{model._meta.label} is not declared in its area's privacy.py") from None


def personal(model: type[Model], field: str) -> Personal:
    """The declaration of a personal field; raises `Undeclared`."""
    said = declaration(model).fields.get(field)
    if not isinstance(said, Personal):
        raise Undeclared(f"{model._meta.label}.{field} is not declared as personal")
    return said


def retention_class(model: type[Model], field: str) -> RetentionClass:
    """The clock a field's key belongs to: its own or its row's; raises `Undeclared`."""
    clock = personal(model, field).kept or declaration(model).kept
    if clock is None:
        raise Undeclared(f"{model._meta.label}.{field} has no retention class")
    return clock


def purpose(id: str) -> Purpose:  # noqa: A002 - the field's own word
    """A purpose by its id; raises `Undeclared`."""
    try:
        return registry.purposes[id]
    except KeyError:
        raise Undeclared(f"purpose {id!r}") from None


def purposes() -> list[Purpose]:
    """Every purpose of the policy, in its order."""
    return list(registry.purposes.values())


def recipients() -> list[Recipient]:
    """Every recipient of the policy, in its order."""
    return list(registry.recipients.values())


def clocks() -> list[RetentionClass]:
    """Every retention class of the policy, in its order."""
    return list(registry.clocks.values())


def categories() -> list[Category]:
    """Every kind of data of the policy, in its order."""
    return list(registry.categories.values())


def role(id: str) -> Role | None:  # noqa: A002 - the field's own word
    """A role by its id, or None: an unknown role may act for nothing."""
    return registry.roles.get(id)


def roles() -> list[Role]:
    """Every role of the policy."""
    return list(registry.roles.values())


def declarations() -> list[Declaration]:
    """Every declaration, by model label."""
    return sorted(registry.declarations.values(), key=lambda said: said.label)


def about_people() -> list[Declaration]:
    """The declarations of models whose rows are about a person, by label."""
    return [said for said in declarations() if not said.not_personal and reaches_person(said)]


def reaches_person(said: Declaration) -> bool:
    """Whether the declared path leads over foreign keys to the person."""
    last = field_at(said.model, said.person)
    return isinstance(last, ForeignKey) and last.related_model is Person


def field_at(model: type[Model], path: str) -> "Field[Any, Any] | None":
    """The field at the end of a path such as `user__created_at`, over foreign keys; None if it leads nowhere."""
    name, _, rest = path.partition("__")
    field = next((f for f in model._meta.concrete_fields if f.name == name), None)
    if not rest:
        return field
    return field_at(field.related_model, rest) if isinstance(field, ForeignKey) else None


def edges(said: Declaration) -> "list[Field[Any, Any]]":
    """The fields of a model that lead to a person or to rows about one, beside the link to its own person.

    Over a foreign key, whatever the path from there to the person; or as a bare number, known by its name.
    """
    return [field for field in _concrete(said.model) if not _needs_no_word(said, field) and _is_edge(field)]


def rule_of(said: Declaration, field: "Field[Any, Any]") -> AtOtherEnd:
    """What erasure at the other end of an edge does to rows of this model: erasure itself goes by this."""
    if not isinstance(field, ForeignKey):
        return AtOtherEnd.NUMBER_STAYS
    match field.remote_field.on_delete:
        case models.SET_NULL:
            return AtOtherEnd.LINK_GOES
        case models.CASCADE if said.not_personal or not reaches_person(said):
            return AtOtherEnd.ROW_GOES
        case _:
            return AtOtherEnd.IT_STAYS


def _is_edge(field: "Field[Any, Any]") -> bool:
    if not isinstance(field, ForeignKey):
        return isinstance(field, NUMBERS) and bool(NUMBER_OF_SOMEBODY.search(field.name))
    target = registry.declarations.get(field.related_model) if isinstance(field.related_model, type) else None
    return field.related_model is Person or (target is not None and not target.not_personal and reaches_person(target))


def rows_about(said: Declaration, person_ids: Iterable[uuid.UUID]) -> QuerySet[Any]:
    """Every row of a declared model about these persons, whichever way its path goes."""
    return said.model._base_manager.filter(**{f"{said.person}__in": list(person_ids)})


def clock_ended(said: Declaration, at: dt.datetime) -> Q:
    """The condition that a row's clock has ended at `at`; never early, and late by less than a day.

    One date to compare with, so that an index serves it: where months differ in length, starts on a month's last days
    share an end. A row whose clock has not started has not ended.
    """
    clock = locks.row_clock(said, at)
    if clock is None:
        raise Undeclared(f"{said.label} has no retention class")
    return started_by(said, clock.period.cut_off(at))


def started_by(said: Declaration, moment: dt.datetime) -> Q:
    """The condition that a row's clock started at or before `moment`; an index on that field serves it."""
    return Q(**{f"{said.since}__lte": moment if has_instants(said) else moment.date()})


def has_instants(said: Declaration) -> bool:
    """Whether clocks of its rows start at an instant, and not with a day."""
    return isinstance(field_at(said.model, said.since), DateTimeField)


def undecided_fields(said: Declaration) -> list[str]:
    """Concrete fields the declaration passes over. The key and the link to the person need no word."""
    return [f.name for f in _concrete(said.model) if f.name not in said.fields and not _needs_no_word(said, f)]


def installed_models() -> Iterable[type[Model]]:
    """Every model of every app, automatic many-to-many tables included; swapped and abstract ones are none."""
    return apps.get_models(include_auto_created=True)


def _concrete(model: type[Model]) -> "list[Field[Any, Any]]":
    return list(model._meta.concrete_fields)


def _needs_no_word(said: Declaration, field: "Field[Any, Any]") -> bool:
    return field.primary_key or (field.name == said.link and reaches_person(said))
