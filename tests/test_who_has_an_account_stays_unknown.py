"""Whether an address has an account shows in no answer, in no count of queries or hashes: in its mailbox alone."""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from unittest import mock

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kit.jobs.models import Job
from privacy.handles.models import Handle
from privacy.people.models import Person
from shop.accounts.models import Account
from tests.mailbox import mails
from tests.people import PASSWORD, account

pytestmark = pytest.mark.django_db
# Work thrown away is rolled back, work kept is released: the same statement by two names.
BRACKET = re.compile(r"(ROLLBACK TO |RELEASE )?SAVEPOINT")
KNOWN, UNKNOWN = "known.one@example.org", "other.one@example.org"


@dataclass
class Answer:
    """All that an observer can see of one request, and the work it took."""

    status: int
    location: str
    body: str
    headers: tuple[str, ...]
    statements: int
    hashes: int


def ask(path: str, typed: dict[str, str], email: str) -> list[Answer]:
    """One form sent with an address, and the page it leads to."""
    cache.clear()
    client = Client()
    first = seen(client, lambda: client.post(path, {k: v.replace("EMAIL", email) for k, v in typed.items()}), email)
    if not first.location:
        return [first]
    return [first, seen(client, lambda: client.get(first.location), email)]


def seen(client: Client, request: Callable[[], object], email: str) -> Answer:
    with ExitStack() as stack:
        logs = {name: stack.enter_context(CaptureQueriesContext(connections[name])) for name in connections}
        hashing = stack.enter_context(mock.patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=encode))
        answer = request()
    body = re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())  # type: ignore[attr-defined]
    return Answer(
        answer.status_code,  # type: ignore[attr-defined]
        answer.headers.get("Location", ""),  # type: ignore[attr-defined]
        body.replace(email, "EMAIL"),
        tuple(sorted(answer.headers)),  # type: ignore[attr-defined]
        sum(not BRACKET.match(query["sql"]) for log in logs.values() for query in log.captured_queries),
        hashing.call_count,
    )


_encode = MD5PasswordHasher.encode


def encode(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
    """The true function: it may not be called through its own patch."""
    return _encode(hasher, password, salt)


FORMS = {
    "sign in": ("/en/account/login/", {"login": "EMAIL", "password": "not the password"}),
    "sign in by code": ("/en/account/login/code/", {"email": "EMAIL"}),
    "new password": ("/en/account/password/reset/", {"email": "EMAIL"}),
    "open an account": (
        "/en/account/signup/",
        {"name": "Somebody", "email": "EMAIL", "password1": PASSWORD, "country": "FR", "birth_year": "1988"},
    ),
}


@pytest.mark.keeps("use.security")
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_both_answers_are_the_same_and_took_the_same_work(form: tuple[str, dict[str, str]], noon: dt.datetime) -> None:
    account(KNOWN, at=noon)
    path, typed = form
    ask(path, typed, "warm.up@example.org")
    ask("/en/account/login/code/", {"email": "EMAIL"}, KNOWN)
    known, unknown = ask(path, typed, KNOWN), ask(path, typed, UNKNOWN)
    assert known[0].hashes == unknown[0].hashes <= 1
    # A new account's first mail has its key made: few cheap statements beside a password hash of 60 ms and more.
    # The page for the code looks for the account by its id, if there is one.
    apart = [6, 2] if path.endswith("signup/") else [0, 1]
    for one, other, allowed in zip(known, unknown, apart, strict=False):
        assert abs(one.statements - other.statements) <= allowed
        one.statements = other.statements
    assert known == unknown


@pytest.mark.parametrize("form", [FORMS["sign in by code"], FORMS["open an account"]], ids=["code", "open an account"])
def test_a_code_sent_again_takes_the_same_work_for_both(form: tuple[str, dict[str, str]], noon: dt.datetime) -> None:
    account(KNOWN, at=noon)
    path, typed = form
    told = []
    for email in ("warm.up@example.org", KNOWN, UNKNOWN):
        cache.clear()
        client = Client()
        page = client.post(path, {k: v.replace("EMAIL", email) for k, v in typed.items()})["Location"]
        cache.clear()
        told.append(seen(client, partial(client.post, page, {"action": "resend"}), email))
    _warm, known, unknown = told
    # As when it is sent first: a new account's rows, or the look-up of an account by its id.
    assert abs(known.statements - unknown.statements) <= (6 if path.endswith("signup/") else 1)
    known.statements = unknown.statements
    assert known == unknown
    assert known.status == 302


@pytest.mark.parametrize("form", [FORMS["sign in by code"], FORMS["new password"]], ids=["code", "new password"])
def test_an_unknown_address_gets_no_mail_and_leaves_no_trace(
    form: tuple[str, dict[str, str]], noon: dt.datetime
) -> None:
    ask(*form, "first@example.org")
    people, jobs = Person.objects.count(), Job.objects.count()
    ask(*form, UNKNOWN)
    assert (Person.objects.count(), Job.objects.count(), Handle.objects.count()) == (people, jobs, 0)
    assert not mails()


def test_opening_an_account_for_a_known_address_changes_nothing(noon: dt.datetime) -> None:
    account(KNOWN, at=noon)
    people = Person.objects.count()
    ask(*FORMS["open an account"], KNOWN)
    assert Account.objects.count() == 1
    assert Person.objects.count() == people
    assert [mail.subject for mail in mails()] == ["You have an account already"]
