"""Declaring: the only two verbs an area and a policy need."""

from collections.abc import Iterable, Mapping

from django.db.models import Model

from privacy.datamap import registry
from privacy.datamap.types import (
    Category,
    Declaration,
    Delete,
    FieldDeclaration,
    Purpose,
    Recipient,
    RetentionClass,
    Role,
    Text,
    Treatment,
)


def describe(
    model: type[Model],
    *,
    person: str = "person",
    fields: Mapping[str, FieldDeclaration] | None = None,
    kept: RetentionClass | None = None,
    since: str = "",
    at_end: Treatment | None = None,
    not_personal: str = "",
    title: Text = "",
) -> None:
    """Declare a model, once, in its area's `privacy.py`.

    `person` is the path to the person: models of ours inherit `AboutPerson` and leave it alone, a framework's model
    names the way over its own foreign keys, such as `user__person`. `fields` names every concrete field but the primary
    key and the first step of that path as `Personal` or `NotPersonal`; `kept` is the clock of the row, counted from the
    date or instant in `since` (a field, or a path to one); `at_end` its treatment at erasure and at
    the clock's end. `title` is what people read on "My data" and in the notice. A model without any personal field is
    declared in one line by `not_personal`, the reason; should it lead to people all the same, `fields` names each such
    field as an `Edge`.
    """
    registry.declare(
        model,
        Declaration(
            model=model,
            person=person,
            fields=dict(fields or {}),
            kept=kept,
            since=since,
            at_end=at_end or Delete(),
            not_personal=not_personal,
            title=title,
        ),
    )


def register_policy(
    *,
    purposes: Iterable[Purpose],
    categories: Iterable[Category],
    clocks: Iterable[RetentionClass],
    recipients: Iterable[Recipient],
    roles: Iterable[Role],
) -> None:
    """Make the studio's policy known to the engine. Called once, while the apps start."""
    registry.fill(registry.purposes, purposes)
    registry.fill(registry.categories, categories)
    registry.fill(registry.clocks, clocks)
    registry.fill(registry.recipients, recipients)
    registry.fill(registry.roles, roles)
