"""The desk shows people masked, opens them for a purpose with a number, and writes each opening down."""

import datetime as dt
import re
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kit import clock
from privacy.access.models import Opening
from privacy.access.types import Actor
from privacy.datamap import queries as datamap
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.staff import registry
from privacy.staff import services as staff
from shop.accounts import services as accounts
from shop.accounts.models import Account
from shop.backoffice.kinds import TITLES
from tests.people import trained

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Aurélie Canard-Marque", "aurelie.canard@example.fr"


def account(email: str, name: str, at: dt.datetime, role: str = "") -> Account:
    made = accounts.open_account(email=email, password="sixty coats", name=name, language="en", at=at)
    EmailAddress.objects.get(user=made).set_verified()
    accounts.prove_address(account=made, email=email, at=at)
    if role:
        accounts.grant(email=email, role=role, at=at)
        trained(str(made.pk), made.person_id)
    return Account.objects.get(pk=made.pk)


@pytest.fixture
def buyer(noon: dt.datetime) -> Account:
    return account(ADDRESS, NAME, noon)


@pytest.fixture
def desk(client: Client, noon: dt.datetime) -> Client:
    client.force_login(account("keeper@example.org", "Keeper", noon, role="keeper"))
    return client


def page_of(person_id: uuid.UUID) -> str:
    return reverse("desk:person", args=[person_id])


@pytest.mark.keeps("protect.masking", "protect.access")
def test_list_and_person_are_masked_and_nothing_is_opened_by_looking(desk: Client, buyer: Account) -> None:
    for address in (reverse("desk:people"), page_of(buyer.person_id)):
        page = desk.get(address).content.decode()
        assert "a•••@e•••.fr" in page
        assert ADDRESS not in page
        assert "Canard" not in page
    assert not Opening.objects.filter(actor_kind="staff").exists()


@pytest.mark.keeps("protect.access")
def test_a_purpose_and_a_number_open_what_the_purpose_needs_and_are_on_record(desk: Client, buyer: Account) -> None:
    reply = desk.post(page_of(buyer.person_id), {"purpose": "answer-rights", "reference": "R-1042"})
    assert ADDRESS in reply.content.decode()
    opening = Opening.objects.get(actor_kind="staff")
    assert (opening.person_id, opening.role, opening.reason) == (buyer.person_id, "keeper", "R-1042")
    assert "privacy_handles.Handle.value" in opening.fields


@pytest.mark.parametrize(
    "asked",
    [
        {"purpose": "answer-rights", "reference": ""},
        {"purpose": "answer-rights", "reference": "because Aurélie asked"},
        {"purpose": "letters", "reference": "R-1"},
        {"purpose": "self", "reference": "R-1"},
        {"purpose": "", "reference": "R-1"},
    ],
)
def test_without_a_number_or_a_purpose_of_the_role_nothing_opens(
    desk: Client, buyer: Account, asked: dict[str, str]
) -> None:
    reply = desk.post(page_of(buyer.person_id), asked)
    assert ADDRESS not in reply.content.decode()
    assert not Opening.objects.filter(actor_kind="staff").exists()


@pytest.mark.keeps("protect.access")
@pytest.mark.parametrize(("role", "status"), [("", 404), ("workshop", 200), ("orders", 200)])
def test_a_customer_finds_no_desk_and_a_post_without_the_purpose_opens_nothing(
    client: Client, buyer: Account, noon: dt.datetime, role: str, status: int
) -> None:
    client.force_login(account("somebody@example.org", "Somebody", noon, role=role))
    assert client.get(page_of(buyer.person_id)).status_code == status
    reply = client.post(page_of(buyer.person_id), {"purpose": "answer-rights", "reference": "R-1"})
    assert ADDRESS not in reply.content.decode()


def test_a_role_taken_away_is_gone_at_the_next_request(desk: Client, noon: dt.datetime) -> None:
    accounts.revoke(email="keeper@example.org", at=noon)
    assert desk.get(reverse("desk:people")).status_code == 302


def test_somebody_is_found_by_the_whole_address_which_stands_in_no_url(desk: Client, buyer: Account) -> None:
    reply = desk.post(reverse("desk:people"), {"email": ADDRESS.upper()})
    assert reply.headers["Location"] == page_of(buyer.person_id)
    assert "Nobody" in desk.post(reverse("desk:people"), {"email": "nobody@example.org"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_statements_for_three_as_for_one(
    desk: Client, noon: dt.datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        person = people.create(at=noon)
        handles.attach(person_id=person.pk, kind=Kind.EMAIL, value=f"someone{number}@example.org", at=noon)
    with django_assert_num_queries(1, using="keys"), django_assert_num_queries(6):
        desk.get(reverse("desk:people"))


@pytest.mark.parametrize("page", ["desk:home", "desk:evidence"])
def test_the_other_pages_of_the_desk_open(desk: Client, page: str) -> None:
    assert desk.get(reverse(page)).status_code == 200


def test_a_person_is_somebody_else_at_the_desk(desk: Client, buyer: Account) -> None:
    for language, called in (("en", "What they are called"), ("zh-hans", "其称呼")):
        page = desk.get(f"/{language}/{page_of(buyer.person_id).partition('/en/')[2]}").content.decode()
        assert called in page
        shown = page.partition("<main")[2].partition("<form")[0]
        assert re.search(r"\b[Yy]ou(r|rs)?\b|您", shown) is None


def test_every_sealed_kind_has_a_name_at_the_desk() -> None:
    sealed = {
        said.label for said in datamap.about_people() if any(one.category.sealed for one in said.personal.values())
    }
    assert {label for label in sealed if not label.startswith("example.")} <= set(TITLES)


def test_whoever_took_emergency_access_reads_until_when(client: Client, noon: dt.datetime) -> None:
    at = clock.now()
    orders = account("orders@example.org", "Orders", noon, role="orders")
    told = "Emergency access E-1 runs until"
    client.force_login(orders)
    assert told not in client.get("/en/desk/people/").content.decode()
    glass = staff.break_glass(member=registry.member(str(orders.pk)), purpose="answer-rights", reason="E-1", at=at)
    for page in ("people", "emergency"):
        assert told in client.get(f"/en/desk/{page}/").content.decode()
    staff.review_glass(glass=glass, by=Actor.staff(uuid.uuid4(), "keeper"), justified=False, at=at)
    assert told not in client.get("/en/desk/people/").content.decode()
