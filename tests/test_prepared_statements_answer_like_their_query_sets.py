"""A query set compiled once gives what the query set itself gives, with any arguments."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet, Value
from django.test.utils import CaptureQueriesContext

from kit.prepared import prepared
from shop.catalogue.models import Piece, Stage
from tests import shelf

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
