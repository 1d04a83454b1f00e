"""The desk's lists of orders and of pieces take as many statements for many rows as for one."""

import datetime as dt

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from privacy.people import services as people
from tests import shelf
from tests.attacks.cast import order
from tests.people import account

pytestmark = pytest.mark.django_db
MARKS = ("Auneka", "Brilut", "Corvan", "Delwin", "Estovi")


@pytest.fixture
def desk(client: Client, noon: dt.datetime) -> Client:
    client.force_login(account("keeper@example.org", at=noon, role="keeper"))
    shelf.furnish()
    return client


def statements(desk: Client, page: str) -> tuple[int, int, str]:
    """How many the page takes of each database, asked a second time: what is held is held by then; and the page."""
    address = f"/en/desk/{page}/"
    desk.get(address)
    with CaptureQueriesContext(connections["default"]) as rows, CaptureQueriesContext(connections["keys"]) as keys:
        shown = desk.get(address).content.decode()
    return len(rows), len(keys), shown


def test_the_list_of_orders(desk: Client, noon: dt.datetime) -> None:
    shelf.put()
    order(people.create(at=noon).pk, MARKS[0], noon)
    one = statements(desk, "orders")
    for mark in MARKS[1:]:
        order(people.create(at=noon).pk, mark, noon)
    five = statements(desk, "orders")
    assert all(f"L-{mark.upper()}" in five[2] for mark in MARKS)
    assert five[:2] == one[:2]


def test_the_list_of_pieces(desk: Client) -> None:
    shelf.put("bowl-1")
    one = statements(desk, "pieces")
    for number in range(2, 6):
        shelf.put(f"bowl-{number}")
    five = statements(desk, "pieces")
    assert all(f"/desk/pieces/bowl-{number}/" in five[2] for number in range(1, 6))
    assert five[:2] == one[:2]
