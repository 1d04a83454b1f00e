"""Accounts to test with."""

import datetime as dt
import uuid

from allauth.account.models import EmailAddress
from django.test import Client

from privacy.access.types import Actor
from privacy.people import services as people
from privacy.staff.models import Training
from privacy.staff.registry import policy
from shop.accounts import services
from shop.accounts.models import Account

PASSWORD = "a quiet lacquer bowl"
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def account(
    email: str = "mei@example.org", *, name: str = "Mei Lin", at: dt.datetime, role: str = "", language: str = "en"
) -> Account:
    """A confirmed account."""
    opened = services.open_account(email=email, password=PASSWORD, name=name, language=language, at=at)
    EmailAddress.objects.get(user=opened).set_verified()
    services.prove_address(account=opened, email=email, at=at)
    if role:
        services.grant(email=email, role=role, at=at)
        trained(str(opened.pk), opened.person_id)
    opened.refresh_from_db()
    return opened


def signed_in(email: str = "mei@example.org", *, password: str = PASSWORD) -> Client:
    """A browser that has signed in by the page."""
    client = Client()
    answer = client.post("/en/account/login/", {"login": email, "password": password, "remember": "on"})
    assert answer.status_code == 302, answer.content.decode()
    return client


def staff(role: str = "keeper") -> Actor:
    """Somebody who holds a post and may act for it."""
    someone = Actor.staff(uuid.uuid4(), role)
    trained(someone.id, people.create(at=LONG_AGO).pk)
    return someone


def trained(account_id: str, person_id: uuid.UUID) -> None:
    """They know all there is to know, for as long as tests are run."""
    for course in policy().courses:
        Training.objects.create(
            person_id=person_id,
            account=account_id,
            course=course.id,
            passed_at=LONG_AGO,
            valid_until=LONG_AGO.replace(year=2999),
            examiner="the tests",
        )
