"""The age gate at sign-up: local ages, and of a child nothing stays: no row, session, cookie or line in a log."""

import datetime as dt
import logging
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connections
from django.test import Client

from policy import ages
from privacy.children import registry
from privacy.children.gate import old_enough
from privacy.children.types import Age, Answer
from shop.accounts.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("children.under-13")]
SIGNUP = "/en/account/signup/"
CANARY = {"name": "Quxlittle Zyvchild", "email": "quxlittle@example.org", "password1": "wexfor-zyvoth-quxowa"}
TODAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("country", "birth_year", "answer"),
    [
        ("US", 2014, Answer.NO),
        ("US", 2013, Answer.ASK),
        ("US", 2012, Answer.YES),
        ("CN", 2013, Answer.NO),
        ("CN", 2012, Answer.ASK),
        ("DE", 2011, Answer.NO),
        ("DE", 2010, Answer.ASK),
        ("NL", 2009, Answer.YES),
        ("IN", 2009, Answer.NO),
        ("ZW", 2011, Answer.NO),  # a country whose law we do not know: the strictest of the European ages
    ],
)
def test_the_age_is_the_local_one(country: str, birth_year: int, answer: Answer) -> None:
    assert old_enough(country=country, birth_year=birth_year, today=TODAY) is answer


def test_nobody_under_thirteen_is_let_in_anywhere() -> None:
    assert min(age.years for age in ages.BY_COUNTRY.values()) == ages.YOUNGEST == 13
    assert all(age.law for age in ages.BY_COUNTRY.values())
    with pytest.raises(ValueError, match="XX"):
        registry.use_ages({"XX": Age(12, "none")}, elsewhere=ages.ELSEWHERE, youngest=13)
    assert "XX" not in registry.ages()


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("year", ["2016", "2013"])
def test_of_a_child_nothing_stays(
    year: str, client: Client, noon: dt.datetime, time_machine: Any, caplog: pytest.LogCaptureFixture
) -> None:
    time_machine.move_to(noon)
    client.get(SIGNUP)
    cache.clear()
    before = rows()
    with caplog.at_level(logging.DEBUG):
        answer = client.post(SIGNUP, CANARY | {"country": "DE", "birth_year": year})
    assert answer.status_code == 403
    assert "Come back with somebody grown up" in answer.content.decode()
    assert rows() == before
    assert not [mark for mark in ("Quxlittle", "quxlittle", year) if mark in caplog.text]
    assert not [mark for mark in ("Quxlittle", "quxlittle@") if mark in answer.content.decode()]
    assert all(not cookie.value for cookie in answer.cookies.values())
    with connections["events"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM limits")
        assert cursor.fetchone()[0] == 0


def test_a_session_that_was_there_is_gone(client: Client, noon: dt.datetime, time_machine: Any) -> None:
    from privacy.vault.models import SealedSession  # noqa: PLC0415 - beside its use

    time_machine.move_to(noon)
    session = client.session
    session["next"] = "somewhere"
    session.save()
    assert SealedSession.objects.exists()
    client.post(SIGNUP, CANARY | {"country": "DE", "birth_year": "2016"})
    assert not SealedSession.objects.exists()


def test_where_the_birthday_decides_it_is_asked_for(client: Client, noon: dt.datetime, time_machine: Any) -> None:
    time_machine.move_to(noon)
    typed = CANARY | {"country": "DE", "birth_year": "2010"}
    page = client.post(SIGNUP, typed).content.decode()
    assert "Have you turned that?" in page
    assert "My birthday this year has passed" in page
    assert not Account.objects.exists()
    assert client.post(SIGNUP, typed | {"turned": "on"}).status_code == 302
    assert Account.objects.count() == 1


@pytest.mark.parametrize("year", ["88", "1700", "2099", "abcd", ""])
def test_a_year_nobody_was_born_in_is_said_at_the_field(
    year: str, client: Client, noon: dt.datetime, time_machine: Any
) -> None:
    time_machine.move_to(noon)
    answer = client.post(SIGNUP, CANARY | {"country": "DE", "birth_year": year})
    assert answer.status_code == 200
    assert "id_birth_year_error" in answer.content.decode()
    assert not Account.objects.exists()


def test_no_column_anywhere_holds_a_birth_year() -> None:
    found = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if "birth" in field.name or field.name in {"age", "turned"}
    ]
    assert found == []
