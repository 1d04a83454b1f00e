"""The cart on the server: putting, removing, merging."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef

from shop.orders.lines import merged, milliseconds, of_rows
from shop.orders.models import Cart
from shop.orders.types import MOST_OF_ONE, Lines

# Whether the person of a row has a cart here: asked together with the row.
HAS_CART = Exists(Cart.objects.filter(person_id=OuterRef("person_id")))


def put(*, person_id: uuid.UUID, piece_id: int, quantity: int, at: dt.datetime) -> None:
    """Set how many of a piece are wanted (0 to 99); 0 takes it out. The person's cart is made on first use."""
    merge(person_id=person_id, lines={piece_id: (min(max(quantity, 0), MOST_OF_ONE), milliseconds(at))}, at=at)


def merge(*, person_id: uuid.UUID, lines: Lines, at: dt.datetime) -> dict[int, tuple[int, int]]:
    """Join `lines` into the person's cart and answer what it is now. Of each piece the newer line wins."""
    with transaction.atomic():
        cart = Cart.objects.select_for_update().filter(person_id=person_id).first()
        if cart is None:
            cart = Cart(person_id=person_id, lines={}, touched_at=at)
        result = merged(of_rows(cart.lines), lines)
        cart.lines = {str(piece_id): list(line) for piece_id, line in result.items()}
        cart.touched_at = at
        cart.save()
    return result


def move(*, source: uuid.UUID, into: uuid.UUID, at: dt.datetime) -> None:
    """At sign-in: what lay in the visitor's cart joins the account's, and the visitor's cart goes."""
    cart = Cart.objects.filter(person_id=source).first()
    if cart is None or source == into:
        return
    with transaction.atomic():
        merge(person_id=into, lines=of_rows(cart.lines), at=at)
        cart.delete()


def empty(*, person_id: uuid.UUID, piece_ids: list[int], at: dt.datetime) -> None:
    """Take out what was bought, as removals that win over older lines in other browsers."""
    merge(person_id=person_id, lines={one: (0, milliseconds(at)) for one in piece_ids}, at=at)
