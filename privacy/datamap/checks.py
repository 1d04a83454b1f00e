"""The closed world: a gap in the declarations stops the program, and the error prints the line to add."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import models

from kit.opaque import is_forbidden
from privacy.datamap import queries, registry
from privacy.datamap.types import Anonymise, Declaration, Delete, Edge, KeepUntil, Personal
from privacy.people.models import AboutPerson


def closed_world(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Every check of the data map, over every installed model."""
    found: list[CheckMessage] = [
        Error(f"{label} is described twice.", id="privacy.E002") for label in registry.repeated
    ]
    for model in queries.installed_models():
        found += forbidden(model)
        said = registry.declarations.get(model)
        if said is None:
            found.append(_undescribed(model))
        elif not said.not_personal:
            found += [*_fields(said), *_whose(said), *_clock(said), *_treatment(said), *_edges(said)]
        elif issubclass(model, AboutPerson):
            found.append(Error(f"{said.label} is about a person and cannot be `not_personal`.", id="privacy.E003"))
        else:
            found += _edges(said)
    return found


def forbidden(model: type[models.Model]) -> list[CheckMessage]:
    """Negative declarations: fields that may not exist, whatever they are declared as."""
    return [
        Error(f"{model._meta.label}.{f.name}: card codes and biometric templates are never stored.", id="privacy.E006")
        for f in model._meta.concrete_fields
        if is_forbidden(f.name)
    ]


def _undescribed(model: type[models.Model]) -> CheckMessage:
    return Error(
        f"{model._meta.label} is not declared.",
        hint=f'Add to the privacy.py of its area: describe({model.__name__}, fields={{…}}, kept=…, since="…")'
        f' or describe({model.__name__}, not_personal="why").',
        id="privacy.E001",
    )


def _fields(said: Declaration) -> Iterable[CheckMessage]:
    known = {f.name: f for f in said.model._meta.concrete_fields}
    for name in queries.undecided_fields(said):
        hint = f'Add: "{name}": Personal(CATEGORY, for_=[PURPOSE]) or "{name}": NotPersonal("why").'
        yield Error(f"{said.label}.{name} is not declared.", hint=hint, id="privacy.E001")
    for name in said.fields:
        if name not in known:
            yield Error(f"{said.label} has no field {name!r} to declare.", id="privacy.E004")
    for name, personal in said.personal.items():
        if name in known:
            yield from _rests_safely(said, known[name], personal)


def _rests_safely(said: Declaration, field: "models.Field[Any, Any]", personal: Personal) -> Iterable[CheckMessage]:
    if not personal.for_:
        yield Error(f"{said.label}.{field.name} names no purpose.", id="privacy.E005")
    if personal.category.sealed and not getattr(field, "rests_sealed", False):
        hint = f"Make it a sealed field (privacy.vault.fields), or a look-up field. Now: {type(field).__name__}."
        yield Error(f"{said.label}.{field.name} would rest as plain text.", hint=hint, id="privacy.E007")


def _whose(said: Declaration) -> Iterable[CheckMessage]:
    if said.personal and not queries.reaches_person(said):
        yield Error(
            f"{said.label} holds personal fields but {said.person!r} does not lead to a person.",
            hint='Inherit privacy.people.models.AboutPerson, or name the path: describe(…, person="user__person").',
            id="privacy.E008",
        )


def _clock(said: Declaration) -> Iterable[CheckMessage]:
    if said.kept is None:
        yield Error(f"{said.label} has no retention class.", hint="Add: kept=CLOCK.", id="privacy.E009")
    if said.since and not isinstance(queries.field_at(said.model, said.since), models.DateField):
        yield Error(f"{said.label}: the clock starts at {said.since!r}, which is no date field.", id="privacy.E010")
    if said.kept is not None and not said.since:
        yield Error(f"{said.label}: no field starts its clock.", hint='Add: since="created_at".', id="privacy.E010")


def _treatment(said: Declaration) -> Iterable[CheckMessage]:
    known = {f.name for f in said.model._meta.concrete_fields}
    match said.at_end:
        case Delete():
            return
        case Anonymise(empty=named) | KeepUntil(keep=named):
            for name in named:
                if name not in known:
                    yield Error(f"{said.label}: its end names {name!r}, which is no field.", id="privacy.E011")


def _edges(said: Declaration) -> Iterable[CheckMessage]:
    """A link to another person's row needs its own word, or one's erasure would tear the other's data."""
    for field in queries.edges(said):
        declared, true = said.fields.get(field.name), queries.rule_of(said, field)
        if not isinstance(declared, Edge):
            to = field.related_model._meta.label if isinstance(field.related_model, type) else "a person by number"
            hint = f'Add: "{field.name}": Edge("why", AtOtherEnd.{true.name}).'
            yield Error(f"{said.label}.{field.name} leads to {to}: declare the edge.", hint=hint, id="privacy.E012")
        elif declared.rule is not true:
            yield Error(
                f"{said.label}.{field.name} is declared so that {declared.rule.value}; in truth {true.value}.",
                hint=f"Say AtOtherEnd.{true.name}, or change on_delete.",
                id="privacy.E013",
            )
    for name, declared in said.fields.items():
        if said.not_personal and not isinstance(declared, Edge):
            yield Error(f"{said.label} is `not_personal`: {name!r} can only be an Edge.", id="privacy.E004")
