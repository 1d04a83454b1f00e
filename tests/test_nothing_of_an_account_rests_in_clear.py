"""Whoever steals the databases, all three, finds no name, address, number or password of an account in their bytes."""

import base64
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from tests.mailbox import newest

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL, PASSWORD, FRESH = "quirinalia.zz@example.org", "wandering heron 77", "sleeping heron 88"
MARKS = {
    "the address": EMAIL,
    "its local part": "quirinalia",
    "the new address": "pomonalia",
    "the name": "Quetzalina 林美丽",
    "the phone number": "13800138765",
    "the street": "Heronsgate",
    "the password": PASSWORD,
    "the new password": FRESH,
    "what was typed by mistake": "mistyped walrus",
}


def live() -> None:
    """Everything that can be done with an account."""
    client = Client()
    typed = {"name": MARKS["the name"], "email": EMAIL, "password1": PASSWORD} | {"country": "FR", "birth_year": "1988"}
    client.post("/en/account/signup/", typed)
    client.post("/en/account/confirm-email/", {"code": newest(EMAIL).code, "action": "verify"})
    client.post("/en/account/profile/", {"name": MARKS["the name"], "phone": "+8613800138765", "language": "en"})
    home = {"recipient": MARKS["the name"], "street": "1 Heronsgate", "city": "Paris", "postal_code": "75003"}
    client.post("/en/account/addresses/new/?country=FR", home)
    Client().post("/en/account/login/", {"login": EMAIL, "password": "mistyped walrus"})
    Client().post("/en/account/login/code/", {"email": EMAIL})
    Client().post("/en/account/password/reset/", {"email": EMAIL})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    client.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": FRESH})
    client.post("/en/account/reauthenticate/", {"password": FRESH})
    cache.clear()
    assert client.post("/en/account/email/", {"email": "pomonalia@example.org", "action_add": "1"}).status_code == 302
    assert newest("pomonalia@example.org").code


def everything() -> Iterator[bytes]:
    """Every cell of every table, and the whole file where the database is one."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            yield connection.connection.serialize()
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 our own tables
                for row in cursor.fetchall():
                    for cell in row:
                        yield bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def disguises(mark: str) -> set[bytes]:
    """A mark in the spellings in which things are stored."""
    plain = mark.encode()
    escaped = mark.encode("unicode_escape")
    return {plain, plain.lower(), escaped, plain.hex().encode(), base64.b64encode(plain)[:-4], mark.encode("utf-16-le")}


@pytest.mark.keeps("protect.encryption")
def test_no_mark_is_in_any_byte() -> None:
    live()
    stored = b"\0".join(everything())
    assert len(stored) > 20_000
    found = [name for name, mark in MARKS.items() if any(one in stored for one in disguises(mark))]
    assert found == []
