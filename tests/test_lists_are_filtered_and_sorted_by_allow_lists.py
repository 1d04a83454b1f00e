"""Filters, orders and pages of a list."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.catalogue import queries
from shop.catalogue.queries import listing
from shop.catalogue.types import Wanted
from tests import shelf

pytestmark = pytest.mark.django_db


def slugs(page: int = 1, per_page: int = 24, currency: str = "EUR", **wanted: Any) -> list[str]:
    shown = queries.listed(
        Wanted(**wanted),
        page=page,
        currency=currency,
        language="en",
        per_page=per_page,
    )
    return [card.slug for card in shown.cards]


@pytest.fixture(autouse=True)
def studio() -> None:
    shelf.furnish()
    shelf.put("a", position=0, prices={"EUR": 300}, finished_on=dt.date(2025, 1, 1))
    shelf.put("b", position=1, prices={"EUR": 100}, length_mm=151, collection="night", stock=0, edition=1)
    shelf.put("c", position=1, prices={"EUR": 300}, length_mm=301, form="tray", techniques=("luodian", "tihong"))
    shelf.put("d", position=2, prices={"USD": 200}, colours=("black", "cinnabar"))
    shelf.put("hidden", published=False)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, "abcd"),
        ({"collection": "night"}, "b"),
        ({"form": "tray"}, "c"),
        ({"technique": "tihong"}, "abcd"),
        ({"technique": "luodian"}, "c"),
        ({"colour": "black"}, "d"),
        ({"available": True}, "acd"),
        ({"size": "small"}, "ad"),
        ({"size": "medium"}, "b"),
        ({"size": "large"}, "c"),
        ({"price_from": 200}, "ac"),
        ({"price_to": 200}, "b"),
        ({"price_from": 2**62}, ""),
        ({"order": "price"}, "bac"),
        ({"order": "price-down"}, "cab"),
        ({"order": "newest"}, "dcba"),
        ({"order": "no such order"}, "abcd"),
        ({"size": "no such size"}, ""),
        ({"collection": "no-such"}, ""),
        ({"colour": "' OR 1=1"}, ""),
    ],
)
def test_a_list_shows_what_was_asked_for(wanted: dict[str, Any], expected: str) -> None:
    assert "".join(slugs(**wanted)) == expected


@pytest.mark.parametrize(
    "wanted",
    [
        {"colour": "cinnabar"},
        {"technique": "tihong"},
        {"form": "bowl", "available": True},
        {"price_from": 100, "price_to": 300},
        {"order": "price"},
        {"order": "price-down", "technique": "tihong", "price_to": 400},
        {"order": "price", "colour": "cinnabar", "form": "bowl"},
        {"order": "newest", "price_from": 50, "colour": "cinnabar"},
    ],
)
def test_where_many_fit_the_order_is_walked_and_shows_the_same(
    wanted: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = slugs(per_page=2, **wanted)
    assert len(few) == 2
    monkeypatch.setattr(listing, "COUNT_LIMIT", 1)
    with CaptureQueriesContext(connection) as sent:
        assert slugs(per_page=2, **wanted) == few
    if wanted.keys() - {"form", "available"}:
        assert "EXISTS" in sent[1]["sql"]


def test_pages_follow_each_other_without_gap_or_repetition_even_where_the_order_is_shared() -> None:
    for order in ("studio", "newest"):
        assert sorted(slug for page in (1, 2, 3, 4) for slug in slugs(page, 1, order=order)) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("asked", "shown"), [(-5, "a"), (0, "a"), (3, "c"), (99, "d"), (10**30, "d")])
def test_a_page_that_is_not_there_is_the_nearest(asked: int, shown: str) -> None:
    assert slugs(asked, 1) == [shown]
