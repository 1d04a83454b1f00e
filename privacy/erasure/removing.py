"""Deleting rows fast, children first, without tearing what must stay."""

import functools
from collections.abc import Iterator
from typing import Any

from django.db import models, router
from django.db.models import Exists, ForeignKey, OuterRef, Q, QuerySet

from privacy.datamap import queries as datamap
from privacy.datamap.types import AtOtherEnd, Declaration
from privacy.erasure.emptying import empty
from privacy.erasure.types import Treated

Model = type[models.Model]
Link = ForeignKey[Any, Any]


@functools.cache
def children_first() -> tuple[Declaration, ...]:
    """The declarations of models about people, each before those its rows point to."""
    left = {said.model: said for said in datamap.about_people()}
    ordered: list[Declaration] = []
    while left:
        pointed_at = {
            field.related_model
            for model in left
            for field in _links(model)
            if field.related_model is not model and field.related_model in left
        }
        free = [model for model in left if model not in pointed_at] or list(left)[:1]  # a ring: begin anywhere
        ordered += [left.pop(model) for model in free]
    return tuple(ordered)


def remove(rows: QuerySet[Any], said: Declaration) -> Treated:
    """Delete `rows` by raw statements. A row that something lasting leans on stays and is emptied instead."""
    held = _held(rows)
    treated = Treated()
    if held is not None:
        treated = Treated(emptied=empty(rows.filter(held), said, said.personal))
        rows = rows.exclude(held)
    return treated + Treated(deleted=delete(rows))


def delete(rows: QuerySet[Any]) -> int:
    """Delete rows and what hangs on them alone. Returns how many of `rows` there were."""
    gone = 0
    for changed, link in changes(rows):
        gone = changed.update(**{link.name: None}) if link else _delete(changed)
    return gone


def _delete(rows: QuerySet[Any]) -> int:
    return int(rows._raw_delete(router.db_for_write(rows.model)))  # Django's own fast path


def changes(rows: QuerySet[Any]) -> Iterator[tuple[QuerySet[Any], Link | None]]:
    """What deleting `rows` comes to, in order: other rows that lose a link, or that go; at last `rows` themselves."""
    for link in _pointing_at(_model(rows)):
        if _on_delete(link) is models.SET_NULL:
            yield _leaning(link, rows), link
        elif not _lasts(link):
            yield from changes(_leaning(link, rows))
    yield rows, None


@functools.cache
def nothing_holds(model: Model) -> bool:
    """Whether no lasting row can ever point at rows of this model, so that all of them may go."""
    return not any(_lasts(link) for link in _pointing_at(model))


def _leaning(link: Link, rows: QuerySet[Any]) -> QuerySet[Any]:
    return link.model._base_manager.filter(**{f"{link.name}__in": rows})


def delete_unleant(rows: QuerySet[Any]) -> int:
    """Delete those of `rows` nothing lasting points at. Returns how many."""
    if not rows.exists():
        return 0  # the question below is a long one
    ids = list(unleant(rows).values_list("pk", flat=True))
    return delete(_model(rows)._base_manager.filter(pk__in=ids)) if ids else 0


def unleant(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `rows` nothing lasting points at."""
    held = _held(rows)
    return rows if held is None else rows.exclude(held)


def _held(rows: QuerySet[Any]) -> Q | None:
    """Whether something that stays points at a row; None when nothing ever could."""
    conditions = [
        Exists(_others(link, rows).filter(**{link.name: OuterRef("pk")}))
        for link in _pointing_at(_model(rows))
        if _lasts(link)
    ]
    return functools.reduce(lambda one, other: one | other, map(Q, conditions)) if conditions else None


def _others(link: Link, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows on the other end of `link`, without those that go in the same statement."""
    leaning = link.model._base_manager.all()
    return leaning.exclude(pk__in=rows.values("pk")) if link.model is rows.model else leaning


def _lasts(link: Link) -> bool:
    """Whether the row that points is treated by its own declaration, or protects what it points to."""
    return datamap.rule_of(datamap.declaration(link.model), link) is AtOtherEnd.IT_STAYS


def _on_delete(link: Link) -> Any:
    return link.remote_field.on_delete


def _model(rows: QuerySet[Any]) -> Model:
    return rows.model


@functools.cache
def _pointing_at(model: Model) -> tuple[Link, ...]:
    """Every foreign key of an installed model to `model`."""
    return tuple(link for other in datamap.installed_models() for link in _links(other) if link.related_model is model)


def _links(model: Model) -> list[Link]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
