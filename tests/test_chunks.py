"""All rows a few at a time: in order, each once, with no sorting of all for every few."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit import chunks
from kit.chunks import in_chunks
from privacy.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def eleven(monkeypatch: pytest.MonkeyPatch, noon: dt.datetime) -> list[Person]:
    """People, in the order of their keys; four keys are read ahead."""
    monkeypatch.setattr(chunks, "KEYS", 4)
    Person.objects.all().delete()
    return sorted(Person.objects.bulk_create(Person(created_at=noon) for _ in range(11)), key=lambda one: one.pk.hex)


def test_every_row_comes_once_in_order(eleven: list[Person]) -> None:
    found = list(in_chunks(Person.objects.all(), 2))
    assert [one for chunk in found for one in chunk] == eleven
    assert [len(chunk) for chunk in found] == [2, 2, 2, 2, 2, 1]


def test_keys_are_read_many_at_a_time_and_rows_by_their_keys(eleven: list[Person]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        list(in_chunks(Person.objects.filter(erased_at=None), 2))
    assert len(eleven) == 11
    whole = [one["sql"] for one in asked if "created_at" in one["sql"]]
    assert len(whole) == 6
    assert all(" IN (" in sql and "erased_at" not in sql.partition("WHERE")[2] for sql in whole)
    assert len(asked) == 6 + 3


def test_what_goes_meanwhile_is_passed_over(eleven: list[Person]) -> None:
    found = []
    for chunk in in_chunks(Person.objects.all(), 2):
        found += chunk
        Person.objects.filter(pk__in=[one.pk for one in eleven[2:4]]).delete()
    assert found == eleven[:2] + eleven[4:]
