"""Guessing passwords stops after five tries, whatever the guesser changes from try to try."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client, override_settings

from tests.people import PASSWORD, account, signed_in

pytestmark = pytest.mark.django_db
EMAIL = "mei@example.org"
Try = Callable[[int], tuple[str, dict[str, str]]]

TRICKS: dict[str, Try] = {
    "plain": lambda _: (EMAIL, {}),
    "case": lambda n: ("".join(c.upper() if n >> i & 1 else c for i, c in enumerate(EMAIL)), {}),
    "blanks": lambda n: (" " * n + EMAIL + " " * n, {}),
    "forged proxy header": lambda n: (EMAIL, {"HTTP_X_FORWARDED_FOR": f"10.0.0.{n}"}),
    "another address each time": lambda n: (EMAIL, {"REMOTE_ADDR": f"10.0.1.{n}"}),
    "another host each time": lambda n: (EMAIL, {"HTTP_HOST": ("localhost", "127.0.0.1", f"localhost:{n + 1}")[n % 3]}),
}


def guesses_heard(trick: Try, tries: int = 12) -> int:
    """How many guesses were compared with the password at all."""
    heard = 0
    for n in range(tries):
        email, extra = trick(n)
        answer = Client(**extra).post("/en/account/login/", {"login": email, "password": f"guess number {n}"})  # type: ignore[arg-type]
        heard += "do not fit together" in answer.content.decode()
    return heard


@pytest.mark.keeps("use.security")
@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS.keys())
def test_five_guesses_and_no_more(trick: Try, noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    assert guesses_heard(trick) == 5
    answer = Client().post("/en/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert "too many tries" in answer.content.decode()


def test_an_own_success_in_between_buys_no_guesses(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    account("thief@example.org", at=noon)
    heard = 0
    for _ in range(4):
        heard += guesses_heard(TRICKS["plain"], tries=2)
        if heard < 5:
            signed_in("thief@example.org")
    assert heard == 5


def test_an_accent_makes_another_address_not_another_try(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    for other in ("méi@example.org", "mei@exämple.org", "ｍei@example.org"):
        answer = Client().post("/en/account/login/", {"login": other, "password": PASSWORD})
        assert answer.status_code == 200


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_our_proxy_the_last_hop_counts_not_what_the_visitor_claims(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    for n in range(40):
        extra = {"HTTP_X_FORWARDED_FOR": f"10.9.9.{n}, 203.0.113.7", "REMOTE_ADDR": "127.0.0.1"}
        last = Client(**extra).post("/en/account/login/", {"login": f"x{n}@example.org", "password": "guess"})  # type: ignore[arg-type]
    assert last.status_code == 429 or "too many tries" in last.content.decode()


@pytest.mark.keeps("protect.encryption")
def test_the_table_of_limits_names_nobody(noon: dt.datetime) -> None:
    account(EMAIL, at=noon)
    guesses_heard(TRICKS["plain"], tries=2)
    with connections["events"].cursor() as cursor:
        cursor.execute("SELECT cache_key FROM limits")
        keys = [key for (key,) in cursor.fetchall()]
    assert keys
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)
    cache.clear()
