"""What can be corrected in an order that is placed: name, address and phone of its recipient; its invoice follows."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from policy.purposes import FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.handles.types import Kind, normalised
from privacy.people.queries import identities
from privacy.rights.registry import Corrector, register_corrector
from privacy.rights.types import Unfit
from shop.delivery import queries as delivery
from shop.orders.models import Order
from shop.orders.services.invoicing import replace_invoice

LONGEST = 120
# Price and duty of the delivery hang on it: another country is another order.
FIXED = "country"
CORRECTOR = Actor.system("corrections")
Rows = list[tuple[str, str]]


def _orders(person_ids: frozenset[uuid.UUID]) -> list[tuple[Order, str]]:
    """The persons' orders whose delivery details we still hold, each in words."""
    rows = Order.objects.filter(person__in=person_ids, recipient_name__isnull=False).order_by("-placed_at")[:50]
    return [(row, f"{row.number}, {formats.date_format(row.placed_at, 'DATE_FORMAT')}") for row in rows]


def _rows(person_ids: frozenset[uuid.UUID]) -> Rows:
    return [(str(row.pk), words) for row, words in _orders(person_ids)]


def _phones(person_ids: frozenset[uuid.UUID]) -> Rows:
    return [(str(row.pk), words) for row, words in _orders(person_ids) if row.phone is not None]


def _parts(person_ids: frozenset[uuid.UUID]) -> Rows:
    """A row for each part of each address, as its country's form has them."""
    return [
        (f"{row.pk}:{one.name}", f"{words}, {one.label}")
        for row, words in _orders(person_ids)
        if row.address is not None
        for one in delivery.address_fields(row.country)
        if one.name != FIXED
    ]


def _own(record: str, person_ids: frozenset[uuid.UUID]) -> Order:
    everyone = {one for person in person_ids for one in identities(person)}
    order: Order | None = Order.objects.select_for_update().filter(pk=_row(record), person__in=everyone).first()
    if order is None or order.recipient_name is None:
        raise LookupError(record)
    return order


def _name(record: str, person_ids: frozenset[uuid.UUID], value: str, at: dt.datetime) -> None:
    name = " ".join(value.split())
    if not name or len(name) > LONGEST:
        raise Unfit(_t("A name has 1 to 120 characters."))
    order = _own(record, person_ids)
    order.recipient_name = name
    order.save(update_fields=["recipient_name"])
    replace_invoice(order_id=order.pk, at=at)


def _phone(record: str, person_ids: frozenset[uuid.UUID], value: str, _at: dt.datetime) -> None:
    order = _own(record, person_ids)
    try:
        order.phone = normalised(Kind.PHONE, value)
    except ValidationError as error:
        raise Unfit(" ".join(error.messages)) from None
    order.save(update_fields=["phone"])


def _address(record: str, person_ids: frozenset[uuid.UUID], value: str, at: dt.datetime) -> None:
    order, part = _own(record, person_ids), record.partition(":")[2]
    if order.address is None or part not in {one.name for one in delivery.address_fields(order.country)} - {FIXED}:
        raise LookupError(record)
    with acting(FULFIL_ORDER, by=CORRECTOR, at=at, reason=order.number):
        typed = {**order.address.reveal(), part: " ".join(value.split())}
    checked = delivery.check_address(order.country, typed)
    if checked.errors:
        raise Unfit(" ".join(map(str, checked.errors.values())))
    order.address = checked.address.as_dict()
    order.save(update_fields=["address"])
    replace_invoice(order_id=order.pk, at=at)


def _row(record: str) -> str:
    return record.partition(":")[0]


def _number(record: str) -> str:
    return Order.objects.values_list("number", flat=True).get(pk=_row(record))


for corrector in (
    Corrector("orders.Order.recipient_name", _("Name of the recipient of an order"), _rows, _name, _number),
    Corrector("orders.Order.address", _("Address an order goes to"), _parts, _address, _number, _row),
    Corrector("orders.Order.phone", _("Phone number for the delivery of an order"), _phones, _phone, _number),
):
    register_corrector(corrector)
