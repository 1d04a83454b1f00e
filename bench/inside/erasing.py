"""Erasing a person beside the plain DELETEs of the same rows."""

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


def pair(rows: int, by_hand_first: bool = False) -> list[tuple[float, float]]:  # noqa: FBT001, FBT002 - named in JSON
    """CPU and clock of erasing a person of so many rows, and of deleting another's rows by hand."""
    mine, other = (uuid.UUID(person_with(rows)) for _ in range(2))
    bare = seconds(lambda: _plain(other)) if by_hand_first else None
    erased = seconds(lambda: _erase(mine))
    return [erased, bare or seconds(lambda: _plain(other))]


def alone(rows: int) -> tuple[float, float]:
    """CPU and clock of erasing a person of so many rows."""
    person_id = uuid.UUID(person_with(rows))
    return seconds(lambda: _erase(person_id))


def _erase(person_id: uuid.UUID) -> None:
    """As the site does it: the plan and its job in the transaction that decides, then what the worker does with it."""
    at = clock.now()
    with transaction.atomic():
        reference = erasure.begin(person_ids=[person_id], at=at)
    erasure.run(reference=reference, at=at)


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
