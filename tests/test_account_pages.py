"""Profile and address book: a person's own, in any script and country, and nobody else's."""

import datetime as dt
import re
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from shop.accounts import queries, services
from shop.accounts.models import Account, BookAddress
from shop.accounts.services.addresses import MOST
from tests.people import account, signed_in

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "shop/accounts/templates"
PARIS = {"street": "12 rue des Laques", "postal_code": "75003", "city": "PARIS", "floor": "3", "room": "31"}
SHANGHAI = {
    "postal_code": "200031",
    "country_area": "上海市",
    "city": "徐汇区",
    "street": "淮海中路 1 号",
    "floor": "3",
    "room": "301",
}


def put(client: Client, country: str, parts: dict[str, str], **more: str) -> int:
    typed = {"recipient": "林美", "phone": "+86 138 0013 8000", **parts, **more}
    return client.post(f"/en/account/addresses/new/?country={country}", typed).status_code


def keep(owner: Account, at: dt.datetime, name: str = "Mei Lin") -> uuid.UUID:
    parts = {"country": "FR", **PARIS}
    return services.keep_address(
        person_id=owner.person_id, recipient=name, phone="", parts=parts, preferred=False, at=at
    )


@pytest.mark.keeps("collect.address")
@pytest.mark.parametrize(("country", "parts", "shown"), [("FR", PARIS, "75003 PARIS"), ("CN", SHANGHAI, "301")])
def test_an_address_down_to_floor_and_room(country: str, parts: dict[str, str], shown: str, noon: dt.datetime) -> None:
    owner = account(at=noon)
    client = signed_in()
    assert put(client, country, parts) == 302
    page = client.get("/en/account/addresses/").content.decode()
    assert shown in page
    assert "林美" in page
    with acting(SELF, by=Actor.person(owner.person_id), at=noon):
        [entry] = queries.address_book(owner.person_id)
    assert (entry.parts["floor"], entry.parts["room"], entry.phone) == ("3", parts["room"], "+8613800138000")


def test_a_doubt_is_not_a_no(noon: dt.datetime) -> None:
    account(at=noon)
    client = signed_in()
    strange = PARIS | {"postal_code": "7500"}
    assert put(client, "FR", strange) == 200
    assert put(client, "FR", strange, confirmed="on") == 302


def test_the_first_address_is_suggested_and_a_new_preference_takes_its_place(noon: dt.datetime) -> None:
    owner = account(at=noon)
    client = signed_in()
    put(client, "FR", PARIS)
    put(client, "CN", SHANGHAI, preferred="on")
    with acting(SELF, by=Actor.person(owner.person_id), at=noon):
        book = queries.address_book(owner.person_id)
    assert [(entry.parts["country"], entry.preferred) for entry in book] == [("CN", True), ("FR", False)]


def test_a_full_book_says_so_at_the_form(noon: dt.datetime) -> None:
    owner = account(at=noon)
    for _ in range(MOST):
        keep(owner, noon)
    client = signed_in()
    assert put(client, "FR", PARIS) == 200
    assert BookAddress.objects.count() == MOST


@pytest.mark.keeps("protect.access")
def test_somebody_elses_entry_is_not_there(noon: dt.datetime) -> None:
    mine = keep(account(at=noon), noon)
    account("thief@example.org", at=noon)
    thief = signed_in("thief@example.org")
    foreign = thief.get(f"/en/account/addresses/{mine}/")
    unknown = thief.get(f"/en/account/addresses/{uuid.uuid4()}/")
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.content == unknown.content
    assert thief.post(f"/en/account/addresses/{mine}/remove/").status_code == 404
    assert thief.post(f"/en/account/addresses/{mine}/", PARIS | {"recipient": "x"}).status_code == 404
    assert BookAddress.objects.filter(pk=mine).exists()


def test_visitors_are_asked_to_sign_in_and_pages_are_never_cached(noon: dt.datetime) -> None:
    account(at=noon)
    client = signed_in()
    for path in ("", "profile/", "addresses/", "addresses/new/"):
        assert Client().get(f"/en/account/{path}")["Location"].startswith("/en/account/login/?next=")
        answer = client.get(f"/en/account/{path}")
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


@pytest.mark.keeps("right.correction")
def test_the_profile_is_changed_at_once_and_the_old_words_are_gone(noon: dt.datetime) -> None:
    owner = account(at=noon)
    client = signed_in()
    typed = {"name": " 林  美\u200b ", "phone": "+33 1 23 45 67 89", "language": "zh-hans"}
    assert client.post("/en/account/profile/", typed).status_code == 302
    page = client.get("/en/account/").content.decode()
    assert "林 美" in page
    assert "+33123456789" in page
    assert "Mei Lin" not in page
    assert queries.language_of(owner.person_id) == "zh-hans"


@pytest.mark.parametrize("phone", ["12", "abc", "+1 555", "+86 1"])
def test_a_number_that_cannot_be_is_refused_and_kept_in_the_field(phone: str, noon: dt.datetime) -> None:
    account(at=noon)
    answer = signed_in().post("/en/account/profile/", {"name": "Mei", "phone": phone, "language": "en"})
    assert answer.status_code == 200
    assert f'value="{phone}"' in answer.content.decode()


@pytest.mark.parametrize("entries", [1, 3])
def test_the_address_book_costs_the_same_however_long(
    entries: int, noon: dt.datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    owner = account(at=noon)
    for _ in range(entries):
        keep(owner, noon)
    with acting(SELF, by=Actor.person(owner.person_id), at=noon), django_assert_max_num_queries(1, using="keys"):
        assert len(queries.address_book(owner.person_id)) == entries


@pytest.mark.parametrize(
    ("language", "used_for"), [("en", "Recognising you when you sign in"), ("zh-hans", "在您登录时确认是您本人")]
)
def test_whoever_sets_a_first_password_reads_what_it_is_used_for(
    client: Client, noon: dt.datetime, language: str, used_for: str
) -> None:
    owner = account(at=noon)
    owner.set_unusable_password()
    owner.save()
    client.force_login(owner)
    page = client.get(f"/{language}/account/password/set/").content.decode()
    form = page.partition("<main")[2].partition("</main>")[0].partition("<form")[2]
    seal = form.partition('class="seal__text"')[2]
    assert used_for in seal.partition("</p>")[0]


def test_no_form_that_takes_a_new_password_is_without_its_seal() -> None:
    asking = [path for path in TEMPLATES.rglob("*.html") if 'autocomplete="new-password"' in path.read_text()]
    assert len(asking) >= 4
    sealed = re.compile(r'used_for [^%]*"accounts\.Account\.password"')
    assert [path.name for path in asking if not sealed.search(path.read_text())] == []
