"""What the carrier needs to bring a parcel passes the gate, and is on record as gone."""

import datetime as dt

from django.utils.translation import gettext as _

from policy.purposes import FULFIL_ORDER
from policy.recipients import CARRIERS
from privacy.sharing import queries as sharing
from privacy.sharing.services import disclose
from privacy.sharing.types import Refused
from shop.orders.models import EventKind, Order
from shop.orders.types import NotPossible

ON_THE_PARCEL = ("recipient_name", "address", "phone")


def label(*, order: Order, at: dt.datetime) -> None:
    """Let the carrier have what stands on the parcel: each label is one passage, filed under the order's number.

    A parcel whose packing began before contract or review lapsed still goes, within the carrier's grace. Not for use
    inside a transaction. Raises `NotPossible` when the gate is shut, or when there is no address any more.
    """
    fields = {name: value for name in ON_THE_PARCEL if (value := getattr(order, name)) is not None}
    if "address" not in fields:
        raise NotPossible(_("its address is gone"))
    try:
        disclose(
            to=CARRIERS,
            purpose=FULFIL_ORDER,
            person_id=order.person_id,
            fields=fields,
            at=at,
            reference=order.number,
            begun_at=_begun_at(order),
        )
    except Refused as refused:
        raise NotPossible(_("nothing may go to the carrier at present: see the recipients")) from refused


def label_once(*, order: Order, at: dt.datetime) -> None:
    """See that the carrier has what it needs before the parcel leaves: without a label so far, one passes now."""
    if not sharing.has_received(CARRIERS.id, person_id=order.person_id, reference=order.number):
        label(order=order, at=at)


def _begun_at(order: Order) -> dt.datetime | None:
    """Since when the parcel is under way: the studio began to pack it."""
    packing = order.events.filter(kind=EventKind.PACKING).first()
    return packing.at if packing else None
