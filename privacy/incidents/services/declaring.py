"""Declaring an incident, noting the steps taken, writing what people are told."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from kit import ids
from privacy.access.types import Actor
from privacy.incidents import registry
from privacy.incidents.models import Incident, StepTaken
from privacy.incidents.services.alarms import ring
from privacy.incidents.types import Audience, Misstep, Scope
from privacy.ledger import services as ledger


def declare(
    *,
    kind: str,
    scope: Scope,
    began_at: dt.datetime,
    ended_at: dt.datetime,
    known_at: dt.datetime,
    by: Actor,
    at: dt.datetime,
    drill: bool = False,
) -> Incident:
    """Say that data may have leaked between two instants. The clock runs from `known_at`, when somebody first knew.

    Raises `Misstep` for a scope without any place, a time that ends before it begins, or knowledge from the future.
    """
    if scope.is_empty:
        raise Misstep("name at least one store, actor or recipient")
    if not began_at <= ended_at or known_at > at:
        raise Misstep("the times do not fit")
    registry.kind(kind)
    with transaction.atomic():
        incident = Incident.objects.create(
            reference=ids.reference("D" if drill else "I", 6),
            drill=drill,
            kind=kind,
            began_at=began_at,
            ended_at=ended_at,
            known_at=known_at,
            due_at=known_at + registry.plan().within,
            declared_by=by.id,
            scope=scope.as_dict(),
        )
        take(incident=incident, step="declare", by=by, at=at, facts={"kind": kind, "drill": int(drill)})
    return incident


def take(
    *,
    incident: Incident,
    step: str,
    by: Actor,
    at: dt.datetime,
    facts: Mapping[str, str | int] | None = None,
    again: bool = False,
) -> bool:
    """Note that a step was done, on the ledger too; False when it was noted before, and then nothing is written.

    What is done `again` keeps its first time; its newest facts stand, and the ledger has a line for each.
    The post must be one of the step's, and whom the step tells is told. Raises `Misstep` for another post.
    """
    said = registry.step(step)
    if said and by.role and by.role not in said.roles:
        raise Misstep(f"{by.role} does not take this step")
    with transaction.atomic():
        defaults = {"at": at, "by": by.id, "facts": dict(facts or {})}
        row, is_new = StepTaken.objects.get_or_create(incident=incident, step=step, defaults=defaults)
        if again and not is_new:
            StepTaken.objects.filter(pk=row.pk).update(facts=defaults["facts"])
        if is_new or again:
            told = {"incident": incident.reference, "by": by.id, **(facts or {})}
            ledger.append(kind=f"incident.{step}", about=None, facts=told, at=at)
        if is_new and said and said.tells is Audience.KEEPERS:
            ring(incident=incident, occasion=step, at=at)
    return is_new


def write(*, incident: Incident, words: Mapping[str, str], by: Actor, at: dt.datetime) -> None:
    """Say in each language what happened; it opens every notice. Until sending is agreed to it may be written anew.

    Raises `Misstep` once sending was agreed to: what people were told stays as it was.
    """
    with transaction.atomic():
        if StepTaken.objects.filter(incident=incident, step="send").exists():
            raise Misstep("the notices are under way")
        incident.words = dict(words)
        incident.save(update_fields=["words"])
        take(incident=incident, step="write", by=by, at=at, facts={"languages": len(words)})
