"""What orders do when payments, or sign-ins, tell something."""

import uuid
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from kit import clock
from shop.orders import visitor
from shop.orders.services import cart


@receiver(user_logged_in)
def bring_cart_along(sender: object, request: HttpRequest, user: Any, **_rest: object) -> None:
    """A visitor's server cart joins the account's at sign-in."""
    guest = getattr(request, "session", {}).pop(visitor.GUEST, None)
    if guest:
        cart.move(source=uuid.UUID(guest), into=user.person_id, at=clock.now())
