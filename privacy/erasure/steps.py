"""The stores an erasure goes through, in order. Each step may run twice; each returns counts for its receipt."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models import QuerySet

from kit.jobs import services as jobs
from kit.prepared import prepared
from privacy.datamap import queries as datamap
from privacy.datamap.types import Declaration
from privacy.erasure import compaction, outside, registry, treatment
from privacy.erasure.emptying import empty
from privacy.erasure.removing import delete_unleant
from privacy.erasure.wholesale import delete_all
from privacy.people.models import Person
from privacy.vault import files
from privacy.vault import services as vault
from privacy.vault.models import SealedFile

Facts = Mapping[str, int | str]


@dataclass
class Leaving:
    """The persons who are erased, and when. What there is is asked twice: it may be written until the keys go."""

    persons: frozenset[uuid.UUID]
    at: dt.datetime
    lasting: bool = True  # whether a row of theirs may still be there when all rows were treated

    @cached_property
    def there(self) -> list[Declaration]:
        """The declarations they have rows of, asked by the first step after their tombstone."""
        return treatment.present(self.persons)

    @cached_property
    def left(self) -> list[Declaration]:
        """The same, asked by the first step after their keys."""
        return treatment.present(self.persons)


Step = Callable[[Leaving], Facts]


def tombstone(leaving: Leaving) -> Facts:
    """First of all: from here on no backup and no crash can let them come back, and nothing is sealed for them."""
    outside.bury(leaving.persons)
    vault.bury(leaving.persons, at=leaving.at)
    return {"tombstones": len(leaving.persons)}


def sessions(leaving: Leaving) -> Facts:
    """Signed out everywhere."""
    return {"sessions": vault.end_sessions(leaving.persons)}


def queued(leaving: Leaving) -> Facts:
    """No job that names them will run."""
    return {"jobs": jobs.withdraw(naming={str(one) for one in leaving.persons})}


def keys(leaving: Leaving) -> Facts:
    """What was sealed can no longer be read anywhere, in any backup either; law's keys are locked."""
    kept = treatment.classes_kept(leaving.there, leaving.persons, leaving.at)
    return {"keys": vault.destroy_keys(leaving.persons, keep=kept), "locked-classes": len(kept)}


def sealed_files(leaving: Leaving) -> Facts:
    """Files off the disk, but those law keeps: they stay locked, without their names."""
    if not any(said.model is SealedFile for said in leaving.left):
        return {"files": 0, "kept": 0}
    mine = SealedFile.objects.filter(person__in=leaving.persons)
    lawful = mine.filter(retention_class__in=treatment.classes_of_law(), expires_at__gt=leaving.at)
    gone = files.destroy(mine.exclude(pk__in=lawful.values("pk")))
    empty(lawful, datamap.declaration(SealedFile), ["name"])
    return {"files": gone, "kept": lawful.count()}


def rows(leaving: Leaving) -> Facts:
    """Every declared row, as declared."""
    treated = treatment.treat_all(leaving.left, leaving.persons, leaving.at)
    leaving.lasting = any(treatment.may_stay(said) for said in leaving.left)
    facts: dict[str, int] = {}
    for label, done in treated.items():
        facts |= {f"{label}.deleted": done.deleted} if done.deleted else {}
        facts |= {f"{label}.emptied": done.emptied} if done.emptied else {}
    return facts


def people(leaving: Leaving) -> Facts:
    """The opaque number itself goes, unless something that stays hangs on it."""
    persons = leaving.persons
    if not (leaving.lasting and treatment.present(persons)) and not _merged(persons=persons):
        return {"persons": delete_all(Person, "pk", persons)}
    mine = Person.objects.filter(pk__in=persons)
    mine.filter(erased_at=None).update(erased_at=leaving.at)
    return {"persons": delete_unleant(mine.exclude(merged_into=None)) + delete_unleant(mine.filter(merged_into=None))}


@prepared(persons=frozenset)
def _merged(*, persons: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    return Person.objects.filter(merged_into__in=persons).values_list("pk")[:1]


def elsewhere(leaving: Leaving) -> Facts:
    """Stores that hold nothing personal by design: what was found there; and backups, which age out."""
    found = {name: look(leaving.persons, leaving.at) for name, look in registry.looks().items()}
    last_copy = leaving.at + dt.timedelta(days=settings.PRIVACY_BACKUPS_KEPT_DAYS)
    return {**found, "backups-gone-by": last_copy.date().isoformat()}


def compacted() -> Facts:
    """No journal, no free page, no dead tuple keeps the bytes. Outside of any transaction, as far as it clears."""
    return {alias: compaction.compact(alias) for alias in connections}


def forgotten_by(name: str) -> Step:
    """The step of a registered store."""
    store = registry.stores()[name]

    def step(leaving: Leaving) -> Facts:
        there = {said.model for said in leaving.there}
        return store.forget(leaving.persons, leaving.at) if store.concerns(there) else {}

    return step


def up_to_keys() -> dict[str, Step]:
    """The first steps, in order: all that needs rows and keys, then the keys. A step may run again after a crash."""
    registered = {name: forgotten_by(name) for name in registry.stores()}
    return {"tombstone": tombstone, "sessions": sessions, "jobs": queued, **registered, "keys": keys}


def after_keys() -> dict[str, Step]:
    """The other steps of the same transaction, in order."""
    return {"files": sealed_files, "rows": rows, "people": people, "elsewhere": elsewhere}
