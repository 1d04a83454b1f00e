"""What the checkout's form may say before anything is typed: the buyer's own words, or the country they looked at."""

import datetime as dt
import re
import uuid

from django.http import HttpRequest

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.handles import queries as handles
from privacy.handles.types import Kind
from privacy.people import queries as people
from shop.accounts import queries as accounts
from shop.delivery import queries as delivery
from shop.orders.models import Checkout, Order

_REGION = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})\b")


def initial(request: HttpRequest, checkout: Checkout, order: Order | None, *, at: dt.datetime) -> dict[str, str]:
    """The details of this checkout's order; else, signed in, the preferred entry of the address book or the last order.

    Whoever has neither finds the address they sign in with.
    """
    person_id: uuid.UUID = checkout.person_id
    if order is None and not request.user.is_authenticated:
        return {"country": country_of(request)}
    with acting(SELF, by=Actor.person(person_id), at=at):
        known = _told(order) if order is not None else _remembered(person_id)
    known.setdefault("country", country_of(request))
    return known


def country_of(request: HttpRequest) -> str:
    """The country asked for, else the one the browser's first language names (de-AT: AT); none we do not send to."""
    if delivery.is_served(asked := request.GET.get("country", "")):
        return asked
    match = _REGION.match(request.headers.get("Accept-Language", ""))
    code = match[1].upper() if match else ""
    return code if delivery.is_served(code) else ""


def _remembered(person_id: uuid.UUID) -> dict[str, str]:
    """What the account knows: its last order, over which the preferred address goes, and where it is written to."""
    own = people.identities(person_id)
    last = Order.objects.filter(person_id__in=own).order_by("-placed_at").first()
    known = _told(last) if last else {}
    known.pop("note", None)  # said of that order alone
    if book := accounts.address_book(person_id):
        entry = book[0]
        phone = entry.phone or known.get("phone", "")
        known = {"email": known.get("email", ""), "name": entry.recipient, "phone": phone, **entry.parts}
    profile = accounts.profile_of(person_id)
    known = {**known, "name": known.get("name") or profile.name, "phone": known.get("phone") or profile.phone}
    if not known.get("email") and (handle := handles.newest(person_id, Kind.EMAIL)):
        known["email"] = str(handle.value)
    return known


def _told(order: Order) -> dict[str, str]:
    if order.address is None:  # six months later the details are gone, the record stays
        return {}
    told: dict[str, str] = dict(order.address.reveal())
    told |= {"email": str(order.email), "name": str(order.recipient_name), "phone": str(order.phone)}
    return told | {"note": str(order.note)}
