"""Sealed fields beside plain ones: the same pages, with the same columns holding plain text."""

import contextlib
import datetime as dt
import os
import uuid
from collections.abc import Callable, Iterator
from typing import Any, cast
from unittest import mock

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection
from django.template import engines
from django.test import Client, RequestFactory

from bench.inside.crowd import _order, multiply
from bench.inside.measuring import cpu_ms
from kit import clock
from policy.purposes import FULFIL_ORDER
from privacy.access import recording
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.types import Purpose
from privacy.people import services as people
from privacy.vault import cipher
from privacy.vault.cipher import VERSION, Ciphertext
from privacy.vault.fields import SealedField
from privacy.vault.models import DataKey
from shop.accounts.models import Account
from shop.backoffice.views import orders as desk
from shop.orders.models import Order

SHOWN = 30
STAFF = "orders@demo.example"
FIELDS = ("email", "recipient_name", "address", "phone", "note")
PAGE = """{% extends "storefront/page.html" %}{% block main %}<table>{% for row in rows %}<tr><td>{{ row.number }}</td>
<td>{{ row.email }}</td><td>{{ row.recipient_name }}</td><td>{{ row.address }}</td><td>{{ row.phone }}</td>
<td>{{ row.note }}</td></tr>{% endfor %}</table>{% endblock %}"""
STREET = "Bodestra"

# What is done, and the world it is done in.
Ways = dict[str, tuple[Callable[[], object], Callable[[], contextlib.AbstractContextManager[None]]]]


def fill() -> None:
    """Sixty orders of sixty persons; of the later thirty the sealed columns are filled with plain text."""
    for _ in range(2 * SHOWN):
        _order(people.create(at=clock.now()).pk)
    with acting(FULFIL_ORDER, by=Actor.system("bench"), at=clock.now()), connection.cursor() as cursor:
        for order in _sealed_orders()[SHOWN:]:
            fields = [cast("SealedField", Order._meta.get_field(name)) for name in FIELDS]
            plain = [field.encode(getattr(order, field.name).reveal()) for field in fields]
            columns = ", ".join(f"{name} = %s" for name in FIELDS)
            cursor.execute(
                f"UPDATE {Order._meta.db_table} SET {columns}, language = 'xx' WHERE id = %s",  # noqa: S608 - our own names
                [*plain, order.pk],
            )


def _sealed_orders() -> Any:
    return Order.objects.exclude(language="xx").order_by("-placed_at")


def _plain_orders() -> Any:
    return Order.objects.filter(language="xx").order_by("-placed_at")


class _Plain(dict[str, Any]):
    """A plain value for views that ask for it by name."""

    def reveal(self) -> dict[str, Any]:
        return self


def _nobody_asks(*_purpose: Any, **_by: Any) -> "contextlib.AbstractContextManager[None]":
    return contextlib.nullcontext()


def _on_record(person_id: uuid.UUID) -> Any:
    """What a site with plain columns would do that puts on record who looked at whom."""

    @contextlib.contextmanager
    def acting(purpose: Purpose, *, by: Actor, at: dt.datetime, reason: str = "") -> Iterator[None]:
        yield
        who = {"actor_kind": by.kind, "actor": by.id, "role": by.role}
        recording.write({person_id: FIELDS}, at=at, purpose=purpose.id, reason=reason, **who)

    return acting


@contextlib.contextmanager
def _unsealed(acting: Any = _nobody_asks) -> Iterator[None]:
    """The site as it would be with plain columns: they are read as they are, and no purpose is asked for."""

    def read(field: SealedField, value: bytes | None, *_args: Any) -> Any:
        if value and value[0] == VERSION:
            return Ciphertext(value)
        plain = field.decode(value) if value else None
        return _Plain(plain) if isinstance(plain, dict) else plain

    with mock.patch.object(SealedField, "from_db_value", read), mock.patch.object(desk, "acting", acting):
        yield


def rows(times: int) -> tuple[float, float]:
    """CPU of a page of thirty rows sealed, openings recorded; and of thirty with plain columns."""
    template, request = engines["django"].from_string(PAGE), RequestFactory().get("/en/pieces/")

    def sealed() -> None:
        with acting(FULFIL_ORDER, by=Actor.system("bench"), at=clock.now()):
            made = template.render({"rows": _sealed_orders()[:SHOWN]}, request)
        assert made.count(STREET) == SHOWN

    def plain() -> None:
        made = template.render({"rows": _plain_orders()[:SHOWN]}, request)
        assert made.count(STREET) == SHOWN

    taken = _in_turns({"sealed": (sealed, contextlib.nullcontext), "plain": (plain, _unsealed)}, times)
    return taken["sealed"], taken["plain"]


def page(times: int) -> dict[str, float]:
    """CPU of one order opened at the desk, the whole request: sealed; and with plain columns, on record or not."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(emailaddress__email=STAFF))

    def asked(number: str) -> None:
        answer = client.post(f"/en/desk/orders/{number}/dispatch/", headers={"sec-fetch-site": "same-origin"})
        assert answer.status_code == 200, answer.status_code
        assert STREET in answer.content.decode()

    mine, plain = _sealed_orders()[0], _plain_orders()[0]
    on_record = _on_record(plain.person_id)
    ways: Ways = {
        "sealed": (lambda: asked(mine.number), contextlib.nullcontext),
        "plain, on record": (lambda: asked(plain.number), lambda: _unsealed(on_record)),
        "plain": (lambda: asked(plain.number), _unsealed),
    }
    return _in_turns(ways, times)


def _in_turns(ways: Ways, times: int) -> dict[str, float]:
    """Milliseconds of each."""
    taken = dict.fromkeys(ways, 0.0)
    for turn in range(times + 1):
        for name, (work, world) in ways.items():
            with world():
                one = cpu_ms(work)
            taken[name] += one if turn else 0  # the first of each is for warming up
    return {name: total / times for name, total in taken.items()}


def among(count: int, times: int) -> float:
    """CPU milliseconds of opening five fields of thirty rows, with the keys of so many other people in the store."""
    if (more := count // DataKey.objects.count() - 1) > 0:
        multiply(DataKey, more, [DataKey])

    def opened() -> None:
        with acting(FULFIL_ORDER, by=Actor.system("bench"), at=clock.now()):
            for order in _sealed_orders()[:SHOWN]:
                for name in FIELDS:
                    getattr(order, name).reveal()

    opened()
    return cpu_ms(opened, times)


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
