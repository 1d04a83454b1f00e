"""Whoever is looked for by an address is found by its index: no look-up reads all handles or all people."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from privacy.handles import queries, services
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.people.models import Person
from privacy.rights import identity
from privacy.vault import services as vault

pytestmark = pytest.mark.django_db
MANY, ADDRESS, OWN = 6_000, "ada@example.org", "eve@example.org"
READS_ALL = ("Seq Scan on privacy_", "SCAN privacy_handles", "SCAN privacy_people", "SCAN U0", "SCAN V0")


@pytest.fixture
def guest(noon: dt.datetime) -> uuid.UUID:
    """One of many, half of whom have proved an address; the database has looked at how they are spread."""
    ids = [one.pk for one in Person.objects.bulk_create(Person(created_at=noon) for _one in range(MANY))]
    field = Person._meta.pk
    rows = [
        (field.get_db_prep_save(one, connection), "email", f"{number:064}", b"\x00", noon, noon if number % 2 else None)
        for number, one in enumerate(ids)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            'INSERT INTO privacy_handles_handle (person_id, kind, "index", value, created_at, proved_at)'
            " VALUES (%s, %s, %s, %s, %s, %s)",
            rows,
        )
        if connection.vendor == "postgresql":  # which does so by itself
            cursor.execute("ANALYZE")
    Handle.objects.filter(person=ids[0]).delete()
    services.attach(person_id=ids[0], kind=Kind.EMAIL, value=ADDRESS, at=noon)
    return ids[0]


@contextmanager
def plans(found: list[str]) -> Iterator[None]:
    """Collect how the database means to find what is asked inside."""
    how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "

    def explained(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT"):
            cursor = connection.create_cursor()  # past the wrapper this is
            cursor.execute(how + sql, params)
            found.extend(f"{row[-1]} of {sql}" for row in cursor.fetchall())
            cursor.close()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        yield


def test_nobody_is_looked_for_among_everybody(guest: uuid.UUID, noon: dt.datetime) -> None:
    index, read = vault.index_of(Kind.EMAIL, ADDRESS), list[str]()
    owner = Person.objects.create(created_at=noon).pk
    services.prove(person_id=owner, kind=Kind.EMAIL, value=OWN, at=noon)
    later = Person.objects.create(created_at=noon).pk
    services.attach(person_id=later, kind=Kind.EMAIL, value=OWN, at=noon)
    with plans(read):
        assert queries.people_with(Kind.EMAIL, ADDRESS) == queries.bearers(Kind.EMAIL, index) == [guest]
        assert queries.bearer(Kind.EMAIL, ADDRESS) == guest
        assert identity.bearers(index) == {guest}
        assert identity.bearers(vault.index_of(Kind.EMAIL, OWN)) == {later}
        assert identity.reached(owner) == {owner, later}
        assert services.prove(person_id=owner, kind=Kind.EMAIL, value=ADDRESS, at=noon) == 1
    assert len(read) > 10
    assert [one for one in read if any(one.lstrip("-> ").startswith(bad) for bad in READS_ALL)] == []


def test_the_erased_and_those_joined_to_somebody_are_not_found_by_their_address(
    guest: uuid.UUID, noon: dt.datetime
) -> None:
    other = Person.objects.create(created_at=noon).pk
    Person.objects.filter(pk=guest).update(merged_into=other)
    assert (
        services.prove(person_id=Person.objects.create(created_at=noon).pk, kind=Kind.EMAIL, value=ADDRESS, at=noon)
        == 0
    )
    Person.objects.filter(pk=guest).update(erased_at=noon)
    assert guest not in queries.people_with(Kind.EMAIL, ADDRESS)
    assert guest not in identity.bearers(vault.index_of(Kind.EMAIL, ADDRESS))
