"""Erasing a person beside the plain DELETEs of the same rows."""

import datetime as dt
import uuid

from django.db import connections, router, transaction

from bench.inside.crowd import person_with
from bench.inside.measuring import seconds
from kit import clock
from privacy.access.models import Opening
from privacy.consent.models import ConsentEvent
from privacy.erasure import services as erasure
from privacy.handles.models import Handle
from privacy.people.models import Person
from privacy.sharing.models import Disclosure, Message
from privacy.vault.models import DataKey

TABLES = (ConsentEvent, Opening, Disclosure, Message, Handle)


Taken = tuple[float, float]


def pair(rows: int, by_hand_first: bool = False) -> dict[str, Taken]:  # noqa: FBT001, FBT002 - named in JSON
    """CPU and clock of erasing a person of so many rows, and of deleting another's rows by hand.

    "run" is what the worker does; "whole" has also the plan with its job, committed before.
    """
    mine, other = (uuid.UUID(person_with(rows)) for _ in range(2))
    bare = seconds(lambda: _plain(other)) if by_hand_first else None
    planned, run = _erased(mine)
    whole = planned[0] + run[0], planned[1] + run[1]
    return {"run": run, "whole": whole, "plain": bare or seconds(lambda: _plain(other))}


def alone(rows: int) -> Taken:
    """CPU and clock of what the worker does to erase a person of so many rows."""
    return _erased(uuid.UUID(person_with(rows)))[1]


def _erased(person_id: uuid.UUID) -> tuple[Taken, Taken]:
    at, references = clock.now(), []
    planned = seconds(lambda: references.append(_plan(person_id, at)))
    return planned, seconds(lambda: erasure.run(reference=references[0], at=at))


def _plan(person_id: uuid.UUID, at: dt.datetime) -> str:
    with transaction.atomic():
        return erasure.begin(person_ids=[person_id], at=at)


def _plain(person_id: uuid.UUID) -> None:
    for alias, tables in (("default", (*TABLES, Person)), ("keys", (DataKey,))):
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            for table in tables:
                assert router.db_for_write(table) == alias
                column = "id" if table is Person else "person_id"
                cursor.execute(
                    f"DELETE FROM {table._meta.db_table} WHERE {column} = %s",  # noqa: S608 - our own names
                    [person_id.hex],
                )
