"""Of every personal field there is: its person changes it, an area corrects it on request, or it says why it stays."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from kit import clock
from privacy.datamap import queries as datamap
from privacy.datamap.types import Personal
from privacy.rights import registry
from privacy.rights.types import Mending
from tests.people import account

pytestmark = pytest.mark.keeps("right.correction")
MADE_UP = "example."


def fields() -> Iterator[tuple[str, Personal]]:
    """Every personal field of the house, by its place."""
    for said in datamap.declarations():
        if not said.label.startswith(MADE_UP):
            yield from ((f"{said.label}.{name}", personal) for name, personal in said.personal.items())


def test_every_personal_field_can_be_changed_or_corrected_or_says_why_not() -> None:
    nobody_thought_of = [place for place, _said in fields() if registry.way_of(place) is None]
    assert nobody_thought_of == [], "say it with change_oneself, register_corrector or leave, beside the code"


def test_what_is_said_of_a_field_is_said_of_one_there_is_and_in_both_languages() -> None:
    places = {place for place, _said in fields()}
    known = places | {place.rpartition(".")[0] for place in places}
    assert registry.ways().keys() <= known
    assert not registry.ways().keys() & {one.place for one in registry.correctors()}
    for way in registry.ways().values():
        with override("en"):
            english = str(way.words)
        with override("zh-hans"):
            assert str(way.words) != english


def test_what_somebody_typed_of_themselves_never_stays_wrong() -> None:
    """Names, numbers, addresses: none of these kinds may be listed as staying."""
    typed = {"name", "phone", "address", "contact", "birth-date"}
    ways = {place: registry.way_of(place) for place, said in fields() if said.category.id in typed}
    assert len(ways) > 9
    assert [place for place, way in ways.items() if way is None or way.how is Mending.NOT] == []


@pytest.mark.django_db
def test_what_went_to_a_recipient_and_can_be_changed_is_told_to_it() -> None:
    """A corrector tells who has received a field; so does what people change themselves, where anybody receives it."""
    shared = {place for place, said in fields() if said.shared_with}
    ways = {place: way.how for place in shared if (way := registry.way_of(place))}
    assert ways["orders.Order.address"] is Mending.ASKED
    assert [place for place, how in ways.items() if how is Mending.ONESELF] == []


@pytest.mark.django_db
def test_the_page_says_what_stays_and_why_of_what_is_kept_of_this_person(client: Client) -> None:
    client.force_login(account("buyer@example.org", at=clock.now()))
    page = client.get("/en/my-data/ask/correction/").content.decode()
    assert "What stays as it is, and why" in page
    assert "It was noted as it happened" in page
    assert "An invoice stays as it was issued" not in page  # they have none
