"""A4: a form stores what it asks for. Whatever else is sent along, keys and owners above all, is as if it were not."""

import uuid
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import models
from pytest_django import Settings

from privacy.datamap import queries as datamap
from tests.attacks.cast import Cast
from tests.attacks.effects import Effects, effects
from tests.attacks.forms import Sent
from tests.attacks.single_request import ask
from tests.attacks.stage import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MARK = "Vexmar"
# Words that stand for no field of ours and open doors elsewhere.
FAMOUS = {"pk": "1", "role": "keeper", "is_staff": "on", "is_superuser": "on", "is_active": "on", "_method": "DELETE"}


def every_field(cast: Cast) -> dict[str, str]:
    """A value for each field of each model: keys and owners are the other customer's, texts bear a mark."""
    found: dict[str, str] = {}
    for model in datamap.installed_models():
        for field in model._meta.concrete_fields:
            for name in {field.name, field.attname}:
                value = _value(field, cast)
                if name not in found or _is_key(field):
                    found[name] = value
    return found | FAMOUS


def _is_key(field: Any) -> bool:
    return isinstance(field, models.ForeignKey | models.UUIDField)


def _value(field: Any, cast: Cast) -> str:
    by_kind = {
        (models.ForeignKey, models.UUIDField): str(cast.accounts["other"].person_id),
        (models.BooleanField,): "on",
        (models.DateTimeField,): "2001-02-03T04:05:06+00:00",
        (models.DateField,): "2001-02-03",
        (models.IntegerField, models.DecimalField): "77001",
    }
    if field.choices:
        return str(list(field.choices)[-1][0])
    return next((value for kinds, value in by_kind.items() if isinstance(field, kinds)), f"{MARK} {field.name}")


def undeclared_stored(cast: Cast, forms: Iterable[Sent]) -> list[str]:
    """What forms did otherwise because every field of every model was sent with them."""
    forms, extras = list(forms), every_field(cast)
    asked: dict[str, set[str]] = {}
    for one in forms:  # an address may have several forms, and know them apart by a field
        asked.setdefault(one.name, set()).update(one.data)
    more = {name: {key: value for key, value in extras.items() if key not in asked[name]} for name in asked}
    return [f"{one.name} as {one.who}: {fault}" for one in forms for fault in _faults(cast, one, more[one.name])]


def _faults(cast: Cast, one: Sent, more: dict[str, str]) -> list[str]:
    plain, again = _effects(cast, one, one.data), _effects(cast, one, one.data)
    loaded = _effects(cast, one, more | one.data)
    faults = [f"stores {mark}" for mark in (MARK, *_keys_of(cast)) if loaded.holds(mark) and not plain.holds(mark)]
    if plain.shape == again.shape != loaded.shape:
        return [*faults, f"writes otherwise: {sorted(set(loaded.shape) ^ set(plain.shape))}"]
    changed = _changed(plain, again, loaded)
    # How well a file packs is not the same each time, though it may be twice.
    return faults + (_changed(plain, _effects(cast, one, one.data), loaded) if changed else [])


def _keys_of(cast: Cast) -> list[str]:
    person: uuid.UUID = cast.accounts["other"].person_id
    return [str(person), person.hex]


def _changed(plain: Effects, again: Effects, loaded: Effects) -> list[str]:
    """Values that are the same each time the form is sent, but not with the fields that are none of it."""
    rows = zip(plain.statements, again.statements, loaded.statements, strict=False)
    return [
        f"{sql[:60]} … {first!r} became {third!r}"
        for (sql, firsts), (_sql, seconds), (_same, thirds) in rows
        for first, second, third in zip(firsts, seconds, thirds, strict=False)
        if first == second != third
    ]


def _effects(cast: Cast, one: Sent, data: dict[str, Any]) -> Effects:
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    with effects() as found:
        ask(cast.clients[one.who], "POST", one.path, data)
    return found


@pytest.mark.keeps("protect.access")
def test_no_form_stores_a_field_it_does_not_ask_for(stage: Stage, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
    assert len(every_field(stage.cast)) > 300
    wrong = undeclared_stored(stage.cast, stage.forms)
    assert not wrong, "\n".join(["", *wrong])


def test_the_forms_are_filled_in_well_enough_to_be_stored(stage: Stage) -> None:
    writing = {one.name for one in stage.forms if _effects(stage.cast, one, one.data).statements}
    assert len(writing) > 50, sorted(writing)
