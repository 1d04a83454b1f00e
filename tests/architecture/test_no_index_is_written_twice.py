"""An index costs a page of the disk at every write: none of ours stands beside another that begins with its column."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

Model = type[models.Model]
ROOMS = [app for app in apps.get_app_configs() if app.name.partition(".")[0] in {"kit", "policy", "privacy", "shop"}]
OURS = [model for app in ROOMS for model in app.get_models()]


def beginnings(model: Model) -> Iterator[str]:
    """The first column of every index and key of the model's Meta that covers all rows, or all with something in it."""
    for index in model._meta.indexes:
        first = next((name for name, _order in index.fields_orders), "")
        if first and index.condition in {None, models.Q(**{f"{first}__isnull": False})}:
            yield first
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition:
            yield constraint.fields[0]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_column_has_an_index_that_another_begins_with(model: Model) -> None:
    single = {field.name for field in model._meta.local_fields if vars(field)["db_index"] and not field.unique}
    assert not single & set(beginnings(model)), "db_index=False, or `person = person_first()`"


def test_a_link_that_no_index_begins_with_has_one_of_its_own() -> None:
    links = [(model, field) for model in OURS for field in model._meta.local_fields if field.is_relation]
    bare = {
        f"{model._meta.label}.{field.name}" for model, field in links if not (vars(field)["db_index"] or field.unique)
    }
    covered = {f"{model._meta.label}.{name}" for model in OURS for name in beginnings(model)}
    assert len(links) > 100
    assert bare <= covered
