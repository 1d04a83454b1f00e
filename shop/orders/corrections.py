"""What can be corrected in an order that is placed, whose invoice follows, and what stays as it was ordered."""

import datetime as dt
import uuid

from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from policy.purposes import FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.people.queries import identities
from privacy.rights.registry import NOTED, Corrector, change_oneself, leave, register_corrector
from privacy.rights.services import fit
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


def _emails(person_ids: frozenset[uuid.UUID]) -> Rows:
    return [(str(row.pk), words) for row, words in _orders(person_ids) if row.email is not None]


def _notes(person_ids: frozenset[uuid.UUID]) -> Rows:
    return [(str(row.pk), words) for row, words in _orders(person_ids) if row.note is not None]


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
    order.phone = fit(Kind.PHONE, value)
    order.save(update_fields=["phone"])


def _email(record: str, person_ids: frozenset[uuid.UUID], value: str, at: dt.datetime) -> None:
    """Its mails go to the new address, which is one of the buyer's from now on. A former one that nothing else of
    theirs hangs on is forgotten: it may be a stranger's, and would open their orders to them.
    """
    order, right = _own(record, person_ids), fit(Kind.EMAIL, value)
    if order.email is None:
        raise LookupError(record)
    others = Order.objects.filter(person=order.person_id, email__isnull=False).exclude(pk=order.pk)
    with acting(FULFIL_ORDER, by=CORRECTOR, at=at, reason=order.number):
        former, kept = str(order.email.reveal()), {str(one.email.reveal()) for one in others}
    order.email = right
    order.save(update_fields=["email"])
    handles.attach(person_id=order.person_id, kind=Kind.EMAIL, value=right, at=at)
    if former not in {right, *kept}:
        handles.forget_typed(person_id=order.person_id, kind=Kind.EMAIL, value=former)


def _note(record: str, person_ids: frozenset[uuid.UUID], value: str, _at: dt.datetime) -> None:
    order = _own(record, person_ids)
    if order.note is None:
        raise LookupError(record)
    order.note = value.strip()
    order.save(update_fields=["note"])


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
    Corrector(
        "orders.Order.email",
        _("Address the mails about an order go to"),
        _emails,
        _email,
        _number,
        proves=lambda _record: Kind.EMAIL,
    ),
    Corrector("orders.Order.note", _("Your words with an order"), _notes, _note, _number),
):
    register_corrector(corrector)

AGREED = _("It is what was ordered, and at what price: another order, a cancellation or money back changes that.")
ISSUED = _("An invoice stays as it was issued, by law. What was wrong in it is cancelled, and another takes its place.")
change_oneself({"orders.Cart": _("In the cart."), "orders.Checkout": _("In the cart, or at the checkout.")})
leave(
    {
        "orders.Order": AGREED,
        "orders.OrderLine": AGREED,
        "orders.OrderEvent": NOTED,
        "orders.OrderLink": NOTED,
        "orders.OrderRefund": NOTED,
        "orders.Invoice": ISSUED,
    }
)
