"""A guest may sign in on the way; an account is known and may keep its first address; a country chosen goes along."""

import datetime as dt

import pytest
from django.test import Client

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from shop.accounts import queries as accounts
from shop.accounts.models import Account
from tests import shelf
from tests.buying import DETAILS, OWN, Buyer, newest_order
from tests.people import account
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def piece(sandbox: Sandbox) -> int:
    shelf.furnish()
    return shelf.put()


def signed_in(at: dt.datetime) -> tuple[Buyer, Account]:
    client, mei = Client(), account(name="Mei Lin", at=at)
    client.force_login(mei)
    return Buyer(client), mei


def test_a_guest_is_shown_the_way_to_an_account_and_may_go_on_without(piece: int) -> None:
    guest = Buyer()
    assert guest.begin(piece) == 302
    page = guest.page()
    assert "/en/account/login/?next=/en/checkout/" in page
    assert "Keep this address" not in page


def test_an_account_without_addresses_finds_its_name_and_may_keep_this_one(piece: int, noon: dt.datetime) -> None:
    buyer, mei = signed_in(noon)
    assert buyer.begin(piece) == 302
    page = buyer.page()
    assert 'value="Mei Lin"' in page
    assert "Keep this address in my account" in page
    assert buyer.order(keep="on") == 302
    with acting(SELF, by=Actor.person(mei.person_id), at=noon):
        [kept] = accounts.address_book(mei.person_id)
        assert (kept.recipient, kept.parts["street"], kept.preferred) == (DETAILS["name"], DETAILS["street"], True)


def test_nothing_is_kept_unasked_nor_for_a_guest_who_asks(piece: int, noon: dt.datetime) -> None:
    buyer, mei = signed_in(noon)
    assert buyer.begin(piece) == 302
    assert buyer.order() == 302
    assert not accounts.has_addresses(mei.person_id)
    guest = Buyer()
    assert guest.begin(shelf.put("moon-tray")) == 302
    assert guest.order(keep="on") == 302
    assert not accounts.has_addresses(newest_order().person_id)


@pytest.mark.parametrize(("country", "chosen"), [("FR", True), ("XX", False), ("<b>", False)])
def test_the_country_looked_at_goes_on_to_the_checkout(piece: int, country: str, chosen: bool) -> None:
    guest = Buyer()
    form = {"key": guest.key, "line": [f"{piece}:1"], "country": country}
    answer = guest.client.post("/en/checkout/begin/", form, headers=OWN)
    assert answer.headers["Location"] == "/en/checkout/" + ("?country=FR" if chosen else "")
    assert ('<option value="FR" selected' in guest.client.get(answer.headers["Location"]).content.decode()) is chosen
