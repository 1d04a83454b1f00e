"""A made-up person with something in every store."""

import datetime as dt
import uuid

from django.contrib.auth import SESSION_KEY

from privacy.consent.models import ConsentEvent
from privacy.datamap.vocabulary import DELIVER_MAIL, SELF, WHILE_CUSTOMER
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.sharing.services import post
from privacy.vault import files
from privacy.vault.models import SealedSession
from privacy.vault.sessions import SessionStore
from shop.accounts.models import Account
from tests.example.models import Bill, Letter, Stamp, Visit

CANARY = "canary-7f3k"


def filled(at: dt.datetime, name: str = CANARY) -> uuid.UUID:
    """A person with an account, a session, a handle, a mail, a file, consents and rows of every treatment."""
    person_id = people.create(at=at).pk
    account = Account.objects.create(person_id=person_id, password=f"hash-{name}", created_at=at)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session["note"] = name
    session.create()
    SealedSession.objects.filter(person__isnull=True).update(person_id=person_id)
    handles.prove(person_id=person_id, kind=Kind.EMAIL, value=f"{name}@example.org", at=at)
    post(person_id=person_id, purpose=DELIVER_MAIL, subject=name, text=name, language="en", key=f"{person_id}", at=at)
    files.store(
        [name.encode()],
        person_id=person_id,
        name=name,
        media_type="text/plain",
        purpose=SELF,
        kept=WHILE_CUSTOMER,
        at=at,
    )
    consent(person_id, at)
    letters = Letter.objects.bulk_create(
        Letter(person_id=person_id, text=f"{name} {n}", sender=name, written_at=at) for n in range(3)
    )
    Letter.objects.filter(pk=letters[1].pk).update(answer_to=letters[0])
    Stamp.objects.create(letter=letters[0])
    Bill.objects.create(
        person_id=person_id,
        number="B-1",
        name=name,
        email=f"{name}@example.org",
        note=name,
        amount=100,
        issued_on=at.date(),
        letter=letters[2],
    )
    Visit.objects.create(person_id=person_id, path=f"/{name}", seen_at=at)
    return person_id


def consent(person_id: uuid.UUID, at: dt.datetime) -> None:
    """One answer on record."""
    ConsentEvent.objects.create(
        person_id=person_id,
        purpose="letters",
        granted=True,
        at=at,
        text_hash="0" * 64,
        language="en",
        notice_version="1",
        surface="settings",
        method="switch",
    )
