"""Sealed fields beside plain ones."""

import os
import uuid
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models
from django.template import engines
from django.test import RequestFactory

from bench.inside.crowd import _order
from bench.inside.measuring import cpu_ms
from kit import clock
from policy.purposes import FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.people import services as people
from privacy.vault import cipher
from shop.orders.models import Order

SHOWN = 30
FIELDS = ("email", "recipient_name", "address", "phone", "note")
PAGE = """{% extends "storefront/page.html" %}{% block main %}<table>{% for row in rows %}<tr><td>{{ row.number }}</td>
<td>{{ row.email }}</td><td>{{ row.recipient_name }}</td><td>{{ row.address }}</td><td>{{ row.phone }}</td>
<td>{{ row.note }}</td></tr>{% endfor %}</table>{% endblock %}"""


class PlainOrder(models.Model):
    """The same columns, unsealed."""

    number = models.CharField(max_length=16)
    email = models.TextField()
    recipient_name = models.TextField()
    address = models.JSONField()
    phone = models.TextField()
    note = models.TextField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.number


def fill() -> None:
    """Thirty orders of thirty persons, sealed and plain."""
    for _ in range(SHOWN):
        _order(people.create(at=clock.now()).pk)
    with connection.schema_editor() as editor:
        editor.create_model(PlainOrder)
    with acting(FULFIL_ORDER, by=Actor.system("bench"), at=clock.now()):
        for order in Order.objects.order_by("-placed_at")[:SHOWN]:
            plain: dict[str, Any] = {name: getattr(order, name).reveal() for name in FIELDS}
            PlainOrder._base_manager.create(number=order.number, **plain)


def pages(times: int) -> tuple[float, float]:
    """CPU of the page with sealed rows, openings recorded; and with plain ones."""
    template, request = engines["django"].from_string(PAGE), RequestFactory().get("/en/pieces/")

    def sealed() -> None:
        with acting(FULFIL_ORDER, by=Actor.system("bench"), at=clock.now()):
            made = template.render({"rows": Order.objects.order_by("-placed_at")[:SHOWN]}, request)
        assert made.count("Bodestra") == SHOWN

    def plain() -> None:
        made = template.render({"rows": PlainOrder._base_manager.order_by("-pk")[:SHOWN]}, request)
        assert made.count("Bodestra") == SHOWN

    sealed()
    plain()
    return cpu_ms(sealed, times), cpu_ms(plain, times)


def fields(times: int) -> dict[str, tuple[float, float]]:
    """Milliseconds to seal and open one field of 64 bytes, and for bare AES-256-GCM with the same key each time."""
    key, text, person_id = os.urandom(32), b"x" * 64, uuid.uuid4()
    bound: dict[str, Any] = {"place": "orders.Order.email", "person_id": person_id}
    sealed = cipher.seal(key, text, retention_class="delivery-details", **bound)
    nonce = os.urandom(12)
    bare = AESGCM(key).encrypt(nonce, text, b"orders.Order.email")
    return {
        "seal": (
            cpu_ms(lambda: cipher.seal(key, text, retention_class="delivery-details", **bound), times),
            cpu_ms(lambda: AESGCM(key).encrypt(os.urandom(12), text, b"orders.Order.email"), times),
        ),
        "open": (
            cpu_ms(lambda: cipher.open_sealed(key, sealed, **bound), times),
            cpu_ms(lambda: AESGCM(key).decrypt(nonce, bare, b"orders.Order.email"), times),
        ),
    }
