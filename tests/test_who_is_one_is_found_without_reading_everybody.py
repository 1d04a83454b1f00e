"""Who is one is asked at each call of the gate and on each page of one's own: it never reads all people."""

import datetime as dt
import uuid

import pytest
from django.db import connection

from privacy.people import queries, services
from privacy.people.models import Person
from shop.catalogue.tasks import refresh_statistics

pytestmark = pytest.mark.django_db


def plan(person_id: uuid.UUID) -> list[str]:
    """How the database means to find who is one."""
    how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    sql = "SELECT id FROM privacy_people_person WHERE id = %s OR merged_into_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(how + sql, [Person._meta.pk.get_db_prep_value(person_id, connection)] * 2)
        return [str(row[-1]) for row in cursor.fetchall()]


def test_after_the_nightly_count_too(noon: dt.datetime) -> None:
    first, second, *_others = Person.objects.bulk_create(Person(created_at=noon) for _one in range(3_000))
    for joined in ((), (second.pk,)):  # a young site has joined nobody yet
        for one in joined:
            services.merge(source=one, into=first.pk)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE privacy_people_person")
        refresh_statistics({}, noon)
        assert queries.identities(first.pk) == queries.all_of_one(first.pk) == {first.pk, *joined}
        assert not [step for step in plan(first.pk) if "Seq Scan" in step or step.startswith("SCAN")]
