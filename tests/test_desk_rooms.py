"""The desk shows each post the rooms it may enter, and none that is closed to it."""

import datetime as dt
import re

import pytest

from policy import roles
from privacy.datamap.types import Role
from shop.accounts.demo import PEOPLE, load
from shop.backoffice import rooms
from shop.backoffice.urls import urlpatterns
from tests.people import signed_in

pytestmark = pytest.mark.django_db
# Pages without a parameter that are no room of their own: they are reached from one.
WITHIN = {"home", "assessment", "declare", "drill", "propose-post", "scan", "new-request", "lesson"}


@pytest.mark.parametrize("role", roles.ALL, ids=lambda role: role.id)
def test_every_room_shown_to_a_post_opens_to_it(role: Role, noon: dt.datetime) -> None:
    load(noon)
    email = next(email for email, _name, post, _language in PEOPLE if post == role.id)
    client = signed_in(email, password="sixty coats of lacquer")
    page = client.get("/en/desk/").content.decode()
    shown = {room.address for wing in rooms.open_to(role.id) for room in wing.rooms}
    assert shown <= set(re.findall(r'href="([^"]+)"', page))
    assert {address: status for address in shown if (status := client.get(address).status_code) != 200} == {}


def test_every_page_of_the_desk_has_a_room_to_reach_it_from() -> None:
    pages = {one.name for one in urlpatterns if "<" not in str(one.pattern)}
    assert pages - {room.page for wing in rooms.WINGS for room in wing.rooms} == WITHIN
