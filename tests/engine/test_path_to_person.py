"""A framework's model reaches its person over its own foreign keys, and a path that leads nowhere stops the program."""

import datetime as dt
import uuid

import pytest
from allauth.account.models import EmailAddress

from privacy.datamap import queries
from privacy.datamap.checks import _clock, _whose
from privacy.datamap.types import Declaration, Personal
from privacy.datamap.vocabulary import SIGN_IN, TRACE, WHILE_CUSTOMER
from shop.accounts.models import Account


def said(*, person: str = "person", since: str = "user__created_at") -> Declaration:
    return Declaration(
        EmailAddress, person, {"verified": Personal(TRACE, for_=[SIGN_IN])}, kept=WHILE_CUSTOMER, since=since
    )


def test_a_path_over_foreign_keys_is_a_way_to_the_person() -> None:
    assert queries.reaches_person(said(person="user__person"))
    assert not list(_whose(said(person="user__person")))
    assert not list(_clock(said()))


@pytest.mark.parametrize("person", ["person", "user", "user__password", "user__nobody", "email__person"])
def test_a_path_that_ends_anywhere_else_is_an_error(person: str) -> None:
    assert [message.id for message in _whose(said(person=person))] == ["privacy.E008"]


def test_a_clock_that_starts_at_no_date_is_an_error() -> None:
    assert [message.id for message in _clock(said(since="user__person"))] == ["privacy.E010"]


@pytest.mark.django_db
def test_rows_about_a_person_are_found_along_the_path(person_id: uuid.UUID, noon: dt.datetime) -> None:
    account = Account.objects.create(person_id=person_id, created_at=noon)
    row = EmailAddress.objects.create(user=account, email="someone@example.org")
    assert list(queries.rows_about(said(person="user__person"), [person_id])) == [row]
    assert not queries.rows_about(said(person="user__person"), [uuid.uuid4()]).exists()
