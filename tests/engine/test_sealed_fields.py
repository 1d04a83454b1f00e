"""A sealed field shows a mask to everybody but who acts for a declared purpose, and every opening is on record."""

import copy
import datetime as dt
import pickle
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from policy.purposes import FULFIL_ORDER
from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.access.types import Actor, Closed
from privacy.datamap.vocabulary import DELIVER_MAIL, SELF
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.vault import services as vault
from privacy.vault.cipher import Forged
from tests.example.models import Guest
from tests.people import staff

pytestmark = pytest.mark.django_db
ADDRESS = "li.wei@example.org"


@pytest.fixture
def handle(person_id: uuid.UUID, noon: dt.datetime) -> Handle:
    return attached(person_id, ADDRESS, noon)


def attached(person_id: uuid.UUID, value: str, at: dt.datetime) -> Handle:
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value=value, at=at)
    return Handle.objects.get(person_id=person_id)


def mailer() -> Actor:
    return Actor.system("mailer")


@pytest.mark.keeps("protect.masking", "protect.access")
def test_without_a_purpose_nothing_of_the_value_shows(handle: Handle) -> None:
    shown = f"{handle.value} {handle.value!r} {handle!r} {vars(handle)}"
    assert ADDRESS not in shown
    assert "example" not in shown
    with pytest.raises(Closed):
        handle.value.reveal()


@pytest.mark.keeps("protect.access")
def test_a_declared_purpose_opens_and_the_opening_is_recorded(handle: Handle, noon: dt.datetime) -> None:
    with acting(DELIVER_MAIL, by=mailer(), at=noon):
        assert str(handle.value) == ADDRESS
    opening = Opening.objects.get()
    assert (opening.person_id, opening.purpose, opening.actor) == (handle.person_id, "deliver-mail", "mailer")
    assert opening.fields == ["privacy_handles.Handle.value"]


@pytest.mark.keeps("protect.access")
def test_an_undeclared_purpose_gets_the_mask_and_no_opening(handle: Handle, noon: dt.datetime) -> None:
    with acting(FULFIL_ORDER, by=mailer(), at=noon):
        assert str(handle.value) == "l•••@e•••.org"
        with pytest.raises(Closed):
            handle.value.reveal()
    assert not Opening.objects.exists()


@pytest.mark.keeps("protect.access")
@pytest.mark.parametrize("role", ["workshop", "orders", "nobody", ""])
def test_a_role_without_the_purpose_gets_the_mask(handle: Handle, noon: dt.datetime, role: str) -> None:
    with acting(DELIVER_MAIL, by=staff(role), at=noon, reason="order L-1"):
        assert str(handle.value) == "l•••@e•••.org"


@pytest.mark.keeps("protect.access")
def test_people_read_their_own_data_and_nobody_elses(handle: Handle, noon: dt.datetime) -> None:
    other = people.create(at=noon)
    with acting(SELF, by=Actor.person(handle.person_id), at=noon):
        assert str(handle.value) == ADDRESS
    with acting(SELF, by=Actor.person(other.pk), at=noon):
        assert ADDRESS not in str(handle.value)
    assert not Opening.objects.exists()


@pytest.mark.keeps("protect.access")
def test_staff_must_say_why(noon: dt.datetime) -> None:
    with (
        pytest.raises(ValueError, match="reason"),
        acting(DELIVER_MAIL, by=staff(), at=noon),
    ):
        pass


@pytest.mark.keeps("protect.encryption")
def test_the_column_holds_no_plain_text_and_two_seals_of_one_text_differ(handle: Handle, noon: dt.datetime) -> None:
    other = attached(people.create(at=noon).pk, ADDRESS, noon)
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM privacy_handles_handle ORDER BY id")
        rows = [bytes(row[0]) for row in cursor.fetchall()]
    assert len(set(rows)) == 2
    assert not any(b"example" in row for row in rows)
    assert other.index == handle.index


@pytest.mark.keeps("protect.encryption")
def test_a_value_moved_to_another_person_does_not_open(handle: Handle, noon: dt.datetime) -> None:
    thief = attached(people.create(at=noon).pk, "thief@example.org", noon)
    Handle.objects.filter(pk=thief.pk).update(value=handle.__dict__["value"])
    with acting(DELIVER_MAIL, by=mailer(), at=noon), pytest.raises(Forged):
        str(Handle.objects.get(pk=thief.pk).value)


@pytest.mark.keeps("right.deletion")
def test_a_destroyed_key_closes_the_value_for_ever(handle: Handle, noon: dt.datetime) -> None:
    vault.destroy_keys([handle.person_id])
    with acting(DELIVER_MAIL, by=mailer(), at=noon):
        assert str(Handle.objects.get().value) == "—"


@pytest.mark.keeps("protect.encryption")
@pytest.mark.parametrize("search", [{"value": "x"}, {"value__contains": "x"}, {"value__in": ["x"]}])
def test_a_sealed_field_cannot_be_searched(search: dict[str, Any]) -> None:
    with pytest.raises(FieldError):
        Handle.objects.filter(**search)


@pytest.mark.keeps("protect.encryption")
def test_update_refuses_plain_text(handle: Handle) -> None:
    with pytest.raises(TypeError, match="save"):
        Handle.objects.update(value="plain@example.org")


@pytest.mark.keeps("protect.encryption")
def test_sealed_values_are_neither_pickled_nor_copied_open(handle: Handle) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(handle.value)
    assert ADDRESS.encode() not in pickle.dumps(handle)
    assert ADDRESS not in repr(copy.copy(handle).__dict__)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_rows_is_opened_with_one_key_query(
    noon: dt.datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        person = people.create(at=noon)
        handles.attach(person_id=person.pk, kind=Kind.EMAIL, value=f"someone{number}@example.org", at=noon)
    with acting(DELIVER_MAIL, by=mailer(), at=noon), django_assert_num_queries(1, using="keys"):
        shown = [str(row.value) for row in Handle.objects.all()]
    assert len(shown) == count


def test_an_error_while_acting_is_the_one_that_shows_and_the_opening_stays_on_record(
    handle: Handle, noon: dt.datetime
) -> None:
    def fail() -> None:
        with acting(DELIVER_MAIL, by=mailer(), at=noon):
            str(handle.value)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert Opening.objects.count() == 1


def test_a_broken_transaction_shows_its_own_error(handle: Handle, noon: dt.datetime) -> None:
    def fail() -> None:
        with transaction.atomic(), acting(DELIVER_MAIL, by=mailer(), at=noon):
            str(handle.value)
            Handle.objects.bulk_create([Handle(person_id=handle.person_id, kind="email", index=handle.index)])

    with pytest.raises(IntegrityError):
        fail()


# What is no text.

GUEST = {
    "born_on": dt.date(1980, 5, 17),
    "deposit": Decimal("1200.50"),
    "address": {"country": "DE", "city": "Berlin", "street": "Bodestraße 1"},
}


@pytest.fixture
def guest(person_id: uuid.UUID, noon: dt.datetime) -> Guest:
    made = Guest.objects.create(person_id=person_id, came_at=noon, **GUEST)
    return Guest.objects.get(pk=made.pk)


@pytest.mark.keeps("protect.encryption")
def test_dates_amounts_and_parts_come_back_as_they_were_and_rest_sealed(guest: Guest, noon: dt.datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT born_on, deposit, address FROM example_guest")
        columns = b"".join(bytes(column) for column in cursor.fetchone())
    assert not [word for word in (b"1980", b"1200", b"Berlin") if word in columns]
    with acting(SELF, by=Actor.person(guest.person_id), at=noon):
        told = {name: getattr(guest, name).reveal() for name in GUEST}
    assert told == GUEST
    assert [type(value) for value in told.values()] == [dt.date, Decimal, dict]


@pytest.mark.keeps("protect.masking")
def test_masks_of_dates_amounts_and_parts_hint_at_the_year_and_the_country_alone(
    guest: Guest, noon: dt.datetime
) -> None:
    with acting(FULFIL_ORDER, by=mailer(), at=noon):
        shown = {name: str(getattr(guest, name)) for name in GUEST}
    assert shown == {"born_on": "1980-••-••", "deposit": "••••", "address": "Be…, DE"}


def test_none_stays_none_and_a_changed_value_is_sealed_anew(guest: Guest, noon: dt.datetime) -> None:
    guest.born_on, guest.deposit = None, Decimal("0.10")
    guest.save()
    found = Guest.objects.get(pk=guest.pk)
    assert found.born_on is None
    with acting(SELF, by=Actor.person(guest.person_id), at=noon):
        assert found.deposit.reveal() == Decimal("0.10")


@pytest.mark.parametrize(("name", "wrong"), [("born_on", "17 May"), ("born_on", 3), ("deposit", object())])
def test_what_is_not_of_the_fields_kind_is_refused_before_anything_is_written(
    person_id: uuid.UUID, noon: dt.datetime, name: str, wrong: object
) -> None:
    with pytest.raises((TypeError, ValueError, ArithmeticError)), transaction.atomic():
        Guest.objects.create(person_id=person_id, came_at=noon, **{name: wrong})
    assert not Guest.objects.exists()
