"""Links that open an order's page without an account."""

import datetime as dt

from kit import ids
from shop.orders.models import Order, OrderLink
from shop.orders.tokens import digest

VALID = dt.timedelta(days=90)


def new_link(*, order: Order, at: dt.datetime) -> str:
    """A fresh unguessable token for the order's page; only its hash is kept, for ninety days."""
    token = ids.token()
    OrderLink.objects.create(
        person_id=order.person_id,
        order=order,
        ordered_at=order.placed_at,
        token_hash=digest(token),
        expires_at=at + VALID,
    )
    return token
