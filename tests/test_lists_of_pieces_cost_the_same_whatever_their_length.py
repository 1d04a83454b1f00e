"""Statements of list and object page do not grow with the number of rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.catalogue import queries
from shop.catalogue.types import Wanted
from tests import shelf

pytestmark = pytest.mark.django_db


def statements(read: object) -> int:
    assert callable(read)
    read()  # what the process holds until something changes is read once
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read()
    return len(asked)


def test_a_list_takes_at_most_four_statements_with_one_piece_and_with_three() -> None:
    shelf.furnish()
    shelf.put("one")
    for wanted in (Wanted(), Wanted(words="lotus"), Wanted(order="price", colour="cinnabar", technique="tihong")):
        read = lambda wanted=wanted: queries.listed(wanted, page=1, currency="EUR", language="zh-hans")  # noqa: E731
        few = statements(read)
        for slug in ("two", "three"):
            shelf.put(slug)
        assert statements(read) == few <= 4
        for slug in ("two", "three"):
            shelf.put(slug, published=False)


def test_an_object_page_takes_at_most_six_statements_with_one_neighbour_and_with_three() -> None:
    shelf.furnish()
    shelf.put("one")

    def read() -> None:
        page = queries.piece_page("one", currency="EUR", language="zh-hans")
        assert page
        queries.related(page, currency="EUR", language="zh-hans")

    few = statements(read)
    for slug in ("two", "three"):
        shelf.put(slug)
    assert statements(read) == few <= 6


def test_a_snapshot_takes_one_statement_for_one_piece_and_for_three() -> None:
    shelf.furnish()
    ids = [shelf.put(slug) for slug in ("one", "two", "three")]
    assert statements(lambda: queries.snapshot(ids[:1], "EUR", "en")) == 1
    assert statements(lambda: queries.snapshot(ids, "EUR", "en")) == 1
