"""The sign-in framework finds people by e-mail, and its table holds no e-mail."""

import datetime as dt
import pickle
import uuid
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import FieldError
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from policy.purposes import FULFIL_ORDER
from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.queries import people_with
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.people.queries import identities
from privacy.vault import services as vault
from shop.accounts.models import Account
from tests.people import staff

pytestmark = pytest.mark.django_db
ADDRESS = "li.wei@example.org"


@pytest.fixture
def row(person_id: uuid.UUID, noon: dt.datetime) -> EmailAddress:
    account = Account.objects.create(person_id=person_id, created_at=noon)
    made = EmailAddress.objects.create(user=account, email=ADDRESS, verified=True, primary=True)
    return EmailAddress.objects.get(pk=made.pk)


@pytest.mark.keeps("protect.encryption")
def test_the_table_holds_a_keyed_hash_alone(row: EmailAddress) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM account_emailaddress")
        [(stored,)] = cursor.fetchall()
    assert stored == vault.index_of("email", ADDRESS)
    assert Handle.objects.get().index == stored


def test_it_is_found_by_equality_in_every_spelling_of_the_question(row: EmailAddress) -> None:
    assert EmailAddress.objects.get(email=ADDRESS) == row
    assert EmailAddress.objects.get(email__iexact="LI.wei@Example.org") == row
    assert EmailAddress.objects.get(email__in=[ADDRESS, "other@example.org"]) == row
    assert not EmailAddress.objects.filter(email="lí.wei@example.org").exists()
    for lookup in ("email__contains", "email__startswith", "email__gt"):
        with pytest.raises(FieldError):
            EmailAddress.objects.filter(**{lookup: "li"})


def test_the_framework_reads_the_address_and_the_reading_is_recorded(row: EmailAddress) -> None:
    assert row.email == ADDRESS
    assert Opening.objects.get().purpose == "sign-in"


def test_inside_of_a_purpose_it_reads_like_every_sealed_value(row: EmailAddress, noon: dt.datetime) -> None:
    with acting(FULFIL_ORDER, by=staff("orders"), at=noon, reason="L-1"):
        assert row.email == "l•••@e•••.org"
    with acting(SELF, by=Actor.person(row.user.person_id), at=noon):
        assert row.email == ADDRESS


@pytest.fixture
def _kept_connection() -> Iterator[None]:
    """A request begins by closing old connections; the one that holds the test's transaction must stay."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("_kept_connection")
def test_a_request_that_asked_by_address_opens_nothing_to_hear_it_again(row: EmailAddress) -> None:
    request_started.send(sender=None)
    assert EmailAddress.objects.get(email=ADDRESS).email == ADDRESS
    request_finished.send(sender=None)
    assert not Opening.objects.exists()


@pytest.mark.keeps("right.deletion")
def test_after_erasure_it_reads_as_nothing(row: EmailAddress) -> None:
    vault.destroy_keys([row.user.person_id])
    assert [one.email for one in EmailAddress.objects.all()] == [""]
    Handle.objects.all().delete()
    assert [one.email for one in EmailAddress.objects.all()] == [""]


def test_neither_printing_nor_dumping_a_row_tells_the_address(row: EmailAddress) -> None:
    assert row.email == ADDRESS
    assert ADDRESS not in f"{row} {row!r} {vars(row)}"
    assert ADDRESS not in repr(EmailAddress(user=row.user, email=ADDRESS).__dict__)
    row.__dict__.pop("_email_read")
    assert ADDRESS.encode() not in pickle.dumps(row)


def test_a_changed_address_is_sealed_again(row: EmailAddress) -> None:
    row.email = "new@example.org"
    row.save()
    assert EmailAddress.objects.get(email="new@example.org").email == "new@example.org"


def test_a_mistyped_address_joins_nobody_to_its_true_owner(row: EmailAddress, noon: dt.datetime) -> None:
    slipped = row.user.person_id
    handles.prove(person_id=slipped, kind=Kind.EMAIL, value=ADDRESS, at=noon)
    handles.attach(person_id=slipped, kind=Kind.EMAIL, value="stranger@example.org", at=noon)
    guest = people.create(at=noon).pk
    handles.attach(person_id=guest, kind=Kind.EMAIL, value="stranger@example.org", at=noon)
    stranger = people.create(at=noon).pk
    assert people_with(Kind.EMAIL, "stranger@example.org") == [guest]
    assert handles.prove(person_id=stranger, kind=Kind.EMAIL, value="stranger@example.org", at=noon) == 1
    assert identities(stranger) == {stranger, guest}
