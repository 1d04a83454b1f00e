"""The engine under every statement of ours: what it keeps of a text must never change what the text asks."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.skipif("connection.vendor != 'sqlite'")]


def asked(text: str, values: list[str] | dict[str, str] | None) -> object:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchone()[0]


def test_a_text_asked_again_takes_other_values() -> None:
    assert [asked("SELECT %s || '%%s' || '%%'", [value]) for value in ("a", "b")] == ["a%s%", "b%s%"]


def test_values_may_have_names() -> None:
    assert [asked("SELECT %(one)s || '%%'", {"one": value}) for value in ("a", "b")] == ["a%", "b%"]


def test_a_text_without_values_is_left_as_it_is() -> None:
    assert asked("SELECT '%s %%'", None) == "%s %%"
