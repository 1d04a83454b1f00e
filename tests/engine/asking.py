"""A browser of somebody who has shown who they are."""

import re
import uuid

from django.conf import settings
from django.test import Client

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.sharing.models import Message
from shop.accounts.models import Account
from tests.example.models import Letter

MY_DATA = "/en/my-data/"
PROVE, CODE = f"{MY_DATA}prove/", f"{MY_DATA}prove/code/"


def signed_in(client: Client, person_id: uuid.UUID) -> Client:
    """Signed in to the account of this person."""
    client.force_login(Account.objects.get(person_id=person_id), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def guest(email: str) -> uuid.UUID:
    """A person without an account who once gave this address and wrote a letter."""
    person_id = people.create(at=clock.now()).pk
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value=email, at=clock.now())
    Letter.objects.create(person_id=person_id, text=f"letter of {person_id}", written_at=clock.now())
    return person_id


def code_in_mail() -> str:
    """The code in the newest mail."""
    message = Message.objects.filter(key__startswith="proof:").order_by("-created_at")[0]
    with acting(SELF, by=Actor.person(message.person_id), at=clock.now()):
        found = re.search(r"\b\d{6}\b", str(message.text))
    assert found
    return found[0]


def proved(client: Client, email: str) -> Client:
    """After the code sent to `email` was typed."""
    assert client.post(PROVE, {"email": email}).status_code == 302
    assert client.post(CODE, {"code": code_in_mail()}).status_code == 302
    return client
