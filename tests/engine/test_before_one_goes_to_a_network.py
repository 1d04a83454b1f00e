"""Before a social network: what goes there, what is asked for and why; then exactly that; and back out."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from privacy.sharing import services
from privacy.sharing.models import Connection, Demand, Disclosure, Review
from privacy.sharing.social import Network
from tests.engine.asking import MY_DATA, signed_in
from tests.example.filling import filled
from tests.example.firms import FEED, NETWORK, SHARE

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("share.social")]
PAGE = f"/en/networks/{NETWORK.recipient.id}/"
FEED_PAGE = f"/en/networks/{FEED.recipient.id}/"


@pytest.fixture(autouse=True)
def _at_noon(noon: dt.datetime) -> Iterator[None]:
    with time_machine.travel(noon):
        yield


def reviewed(noon: dt.datetime, network: Network = NETWORK) -> None:
    services.review(
        recipient=network.recipient.id,
        kind=Review.Kind.BACKGROUND,
        held_on=noon.date(),
        next_due_on=dt.date(2027, 6, 1),
        passed=True,
        by="lin",
        at=noon,
    )


def test_the_page_says_what_goes_there_and_why_and_goes_nowhere(client: Client) -> None:
    answer = client.get(PAGE)
    page = answer.content.decode()
    for said in (*NETWORK.learns, *(one.title for one in NETWORK.scopes), *(one.why for one in NETWORK.scopes)):
        assert str(said) in page
    assert "network.example" not in page
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not Connection.objects.exists()


def test_one_goes_there_with_exactly_the_declared_scopes(client: Client, noon: dt.datetime) -> None:
    reviewed(noon)
    person_id = filled(noon)
    mine = signed_in(client, person_id)
    answer = mine.post(PAGE)
    there = urlsplit(answer["Location"])
    assert (there.scheme, there.hostname) == ("https", "network.example")
    asked = parse_qs(there.query)
    row = Connection.objects.get()
    assert asked["scope"] == ["openid email"]  # the entrance would have asked for everything
    assert asked["state"] == [row.reference]
    went = Disclosure.objects.get()
    assert (went.person_id, went.recipient, went.region) == (person_id, NETWORK.recipient.id, "IE")
    mine.post(PAGE)
    assert (Connection.objects.count(), Disclosure.objects.count()) == (1, 1)


def test_a_visitor_goes_there_and_nothing_is_kept(client: Client, noon: dt.datetime) -> None:
    reviewed(noon)
    assert client.post(PAGE).status_code == 302
    assert not Connection.objects.exists()


def test_a_network_nobody_has_looked_into_is_closed(client: Client) -> None:
    answer = client.post(PAGE)
    assert answer.status_code == 409
    assert "Nothing went there" in answer.content.decode()


def test_unlinking_forgets_it_and_asks_the_network_to_erase(client: Client, noon: dt.datetime) -> None:
    reviewed(noon)
    mine = signed_in(client, filled(noon))
    mine.post(PAGE)
    reference = Connection.objects.get().reference
    assert "Linked since" in mine.get(PAGE).content.decode()
    timeline = mine.get(MY_DATA).content.decode()
    assert str(NETWORK.scopes[0].title) in timeline
    assert "social." not in timeline
    for _again in range(2):
        assert mine.post(f"{PAGE}unlink/").status_code == 302
    assert not Connection.objects.exists()
    assert Demand.objects.get().references == [reference]


def test_before_something_is_shared_the_page_says_what_goes_there_and_asks_for_nothing(
    client: Client, noon: dt.datetime
) -> None:
    page = client.get(FEED_PAGE).content.decode()
    assert all(str(said) in page for said in FEED.learns)
    assert "Nothing. They tell us nothing of you." in page
    assert "feed.example" not in page
    assert client.post(FEED_PAGE).status_code == 409  # nobody has looked into it
    assert not Disclosure.objects.exists()
    reviewed(noon, FEED)
    person_id = filled(noon)
    there = urlsplit(signed_in(client, person_id).post(FEED_PAGE)["Location"])
    assert (there.scheme, there.hostname) == ("https", "feed.example")
    asked = parse_qs(there.query, keep_blank_values=True)
    assert asked.keys() == {"url", "state"}  # no scope, not even an empty one
    assert asked["state"] == [Connection.objects.get().reference]
    went = Disclosure.objects.get()
    assert (went.person_id, went.recipient, went.purpose, went.fields) == (person_id, FEED.recipient.id, SHARE.id, [])


def test_a_network_that_is_not_declared_has_no_page(client: Client) -> None:
    assert client.get("/en/networks/other/").status_code == 404


def test_an_entrance_that_is_no_https_address_is_refused() -> None:
    for wrong in ("http://network.example/", "javascript:x", "/own"):
        with pytest.raises(ValueError, match="https"):
            Network(NETWORK.recipient, (), NETWORK.scopes, lambda _state, url=wrong: url).address("x")  # type: ignore[misc]  # a default
