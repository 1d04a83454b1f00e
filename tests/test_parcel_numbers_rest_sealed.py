"""Whoever has a parcel's number can ask the carrier where it went: it rests sealed, as the address does."""

import datetime as dt

import pytest
from django.db import connection

from policy.purposes import FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.people import services as people
from shop.orders.models import EventKind, Order, OrderEvent
from shop.orders.queries import steps
from shop.orders.services import journal
from tests import shelf
from tests.attacks.cast import order as ordered

pytestmark = pytest.mark.django_db
NUMBER = "SF 1042 7731"


@pytest.fixture
def order(noon: dt.datetime) -> Order:
    shelf.furnish()
    shelf.put()
    return ordered(people.create(at=noon).pk, "Quxowa", noon)


def in_the_column(event: OrderEvent) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT parcel, text FROM orders_orderevent WHERE id = %s", [event.pk])
        parcel, text = cursor.fetchone()
    return bytes(parcel) + str(text).encode()


def shown(order: Order, noon: dt.datetime) -> list[str]:
    with acting(FULFIL_ORDER, by=Actor.system("test"), at=noon, reason=order.number):
        return [step.text for step in steps(order)]


@pytest.mark.keeps("protect.encryption")
def test_the_number_is_read_for_the_order_and_stands_nowhere_in_clear(order: Order, noon: dt.datetime) -> None:
    event = journal.enter(order=order, kind=EventKind.SHIPPED, by="staff", parcel=NUMBER, at=noon)
    assert event
    assert NUMBER.encode() not in in_the_column(event)
    assert shown(order, noon) == [NUMBER]
    assert str(OrderEvent.objects.get().parcel) != NUMBER  # without a purpose
