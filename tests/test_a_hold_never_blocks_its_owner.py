"""Who holds a piece sees that it is theirs and the way on; everybody else sees that somebody is at the checkout."""

import pytest
from django.test import Client

from tests import shelf
from tests.buying import Buyer

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = "/en/pieces/lotus-bowl/availability/"


def test_the_holder_is_led_on_and_others_are_told() -> None:
    shelf.furnish()
    holder = Buyer()
    holder.begin(shelf.put(stock=1, edition=1))
    own, others = (client.get(PLACE).content.decode() for client in (holder.client, Client()))
    assert "Held for you" in own
    assert "/en/checkout/" in own
    assert "Held for somebody" in others
    assert "Held for you" not in others
