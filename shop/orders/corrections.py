"""What can be corrected in an order that is placed: the name on the parcel and its papers."""

import datetime as dt
import uuid

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from privacy.people.queries import identities
from privacy.rights.registry import Corrector, register_corrector
from shop.orders.models import Order

LONGEST = 120


def _orders(person_ids: frozenset[uuid.UUID]) -> list[tuple[str, str]]:
    rows = Order.objects.filter(person__in=person_ids).filter(recipient_name__isnull=False).order_by("-placed_at")[:50]
    return [(str(row.pk), f"{row.number}, {formats.date_format(row.placed_at, 'DATE_FORMAT')}") for row in rows]


def _apply(record: str, person_ids: frozenset[uuid.UUID], value: str, _at: dt.datetime) -> None:
    name = " ".join(value.split())
    if not name or len(name) > LONGEST:
        raise ValueError("a name of 1 to 120 characters")
    everyone = {one for person in person_ids for one in identities(person)}
    order = Order.objects.select_for_update().filter(pk=record, person__in=everyone).first()
    if order is None or order.recipient_name is None:
        raise LookupError(record)
    order.recipient_name = name
    order.save(update_fields=["recipient_name"])


def _number(record: str) -> str:
    return Order.objects.values_list("number", flat=True).get(pk=record)


register_corrector(
    Corrector("orders.Order.recipient_name", _("Name of the recipient of an order"), _orders, _apply, _number)
)
