"""A query set compiled once gives what the query set itself gives, with any arguments."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet, Value
from django.test.utils import CaptureQueriesContext

from kit.inserting import insert
from kit.prepared import deleting, prepared, setting
from privacy.people.models import Person
from shop.catalogue.models import Piece, Stage
from tests import shelf

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def named(order: str, /, *, slug: str, coats: int) -> "QuerySet[Piece, Any]":
    return Piece.objects.filter(slug=slug, coats__gte=coats).order_by(order).values_list(
        Value("constant"), "finished_on", "published", "slug"
    )  # fmt: skip


@pytest.fixture(autouse=True)
def studio() -> None:
    shelf.furnish()
    shelf.put("one", coats=5)
    shelf.put("two", coats=9)


@pytest.mark.parametrize(("slug", "coats"), [("one", 0), ("two", 9), ("two", 10), ("none", 1), ("' OR 1=1 --", 0)])
@pytest.mark.parametrize("order", ["slug", "-slug"])
def test_the_rows_are_the_same(slug: str, coats: int, order: str) -> None:
    quick = prepared(slug=str, coats=int)(named)
    for _ in range(2):
        assert quick(order, slug=slug, coats=coats) == list(named(order, slug=slug, coats=coats))


def test_values_come_back_as_python_has_them() -> None:
    (row,) = prepared(slug=str, coats=int)(named)("slug", slug="one", coats=1)
    assert row == ("constant", dt.date(2026, 1, 19), True, "one")


def test_it_takes_one_statement() -> None:
    quick = prepared(piece_id=int)(lambda *, piece_id: Stage.objects.filter(piece_id=piece_id).values_list("id"))
    piece_id = shelf.ids()[0]
    with CaptureQueriesContext(connection) as asked:
        assert len(quick(piece_id=piece_id)) == 2
        assert quick(piece_id=-1) == []
    assert len(asked) == 2


def test_an_argument_that_is_compiled_away_is_an_error_and_never_a_wrong_answer() -> None:
    unused = prepared(slug=str)(lambda *, slug: Piece.objects.filter(coats__gte=1).values_list("id"))
    with pytest.raises(ValueError, match="slug left no parameter"):
        unused(slug="one")


def people(number: int) -> list[uuid.UUID]:
    made = [Person(created_at=NOON + dt.timedelta(days=day)) for day in range(number)]
    assert insert(made) == number
    return [one.pk for one in made]


@pytest.mark.parametrize("size", [0, 1, 3])
def test_a_set_of_numbers_may_have_any_size(size: int) -> None:
    chosen = frozenset(people(4)[:size])
    quick = prepared(persons=frozenset)(lambda *, persons: Person.objects.filter(pk__in=persons).values_list("pk"))
    assert {pk for (pk,) in quick(persons=chosen)} == chosen


def test_instants_and_days_are_written_as_the_database_has_them() -> None:
    first, *_others = people(3)
    by_instant = prepared(at=dt.datetime)(lambda *, at: Person.objects.filter(created_at__lte=at).values_list("pk"))
    assert by_instant(at=NOON) == [(first,)]
    by_day = prepared(on=dt.date)(lambda *, on: Piece.objects.filter(finished_on=on).values_list("slug"))
    assert sorted(by_day(on=dt.date(2026, 1, 19))) == [("one",), ("two",)]
    assert by_day(on=dt.date(2026, 1, 20)) == []


def test_a_delete_takes_its_rows_and_no_others() -> None:
    one, two, other = people(3)
    gone = prepared(deleting, persons=frozenset)(lambda *, persons: Person.objects.filter(pk__in=persons))
    assert gone.change(persons=frozenset()) == 0
    assert gone.change(persons=frozenset([one, two])) == 2
    assert gone.change(persons=frozenset([one, two])) == 0
    assert [person.pk for person in Person.objects.all()] == [other]


def test_an_update_sets_its_arguments_or_nothing() -> None:
    one, other = people(2)
    chosen = {"person": uuid.UUID, "at": dt.datetime}
    end = prepared(setting(erased_at="at"), **chosen)(lambda *, person, at: Person.objects.filter(pk=person))
    back = prepared(setting(erased_at=None), person=uuid.UUID)(lambda *, person: Person.objects.filter(pk=person))
    assert end.change(person=one, at=NOON) == 1
    assert dict(Person.objects.values_list("pk", "erased_at")) == {one: NOON, other: None}
    assert back.change(person=one) == 1
    assert not Person.objects.exclude(erased_at=None).exists()
