"""Accounts to test with."""

import datetime as dt
import uuid

from allauth.account.models import EmailAddress
from django.test import Client

from privacy.access.types import Actor
from shop.accounts import services
from shop.accounts.models import Account

PASSWORD = "a quiet lacquer bowl"


def account(
    email: str = "mei@example.org", *, name: str = "Mei Lin", at: dt.datetime, role: str = "", language: str = "en"
) -> Account:
    """A confirmed account."""
    opened = services.open_account(email=email, password=PASSWORD, name=name, language=language, at=at)
    EmailAddress.objects.get(user=opened).set_verified()
    services.prove_address(account=opened, email=email, at=at)
    if role:
        services.grant(email=email, role=role, at=at)
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
    return Actor.staff(uuid.uuid4(), role)
