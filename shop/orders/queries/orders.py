"""Reading orders: one by who may see it, lists, how they stand."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext, gettext_noop

from kit.money import Money
from privacy.retention.queries import living
from shop.orders.models import Checkout, EventKind, Order, OrderLink, OrderRefund
from shop.orders.tokens import digest
from shop.orders.types import OrderBrief, Outstanding, Parcel, Step, Sums
from shop.payments import queries as payments
from shop.payments.types import Standing, Status

# From the journal's last word that counts; the ledger of payments has the final say about money.
LABELS = {
    "unpaid": gettext_noop("Waiting for payment"),
    "checking": gettext_noop("Payment being checked"),
    "paid": gettext_noop("Paid"),
    "packing": gettext_noop("Being packed"),
    "shipped": gettext_noop("On its way"),
    "delivered": gettext_noop("Delivered"),
    "cancelled": gettext_noop("Cancelled"),
    "refunded": gettext_noop("Money returned"),
}
TONES = {
    "unpaid": "warn",
    "checking": "warn",
    "paid": "good",
    "packing": "good",
    "shipped": "good",
    "delivered": "good",
    "cancelled": "quiet",
    "refunded": "quiet",
}
_CANNOT_GO = {"paid", "packing", "shipped", "checking"}


def order_of(number: str, person_ids: Iterable[uuid.UUID], *, at: dt.datetime) -> Order | None:
    """The order with this number if it belongs to one of these persons and its time is not over."""
    return _whole(at).filter(number=number, person_id__in=list(person_ids)).first()


def order_by_number(number: str, *, at: dt.datetime) -> Order | None:
    """The order with this number, for staff; as long as it is kept."""
    return _whole(at).filter(number=number).first()


def order_by_token(token: str, *, at: dt.datetime) -> Order | None:
    """The order a mailed link leads to, while the link is valid."""
    link = OrderLink.objects.filter(token_hash=digest(token), expires_at__gt=at).first()
    return _whole(at).filter(pk=link.order_id).first() if link else None


def order_of_checkout(checkout_id: uuid.UUID) -> Order | None:
    """The order a checkout has become."""
    found: Order | None = Order.objects.filter(checkout_id=checkout_id).first()
    return found


def open_checkout(checkout_id: uuid.UUID) -> tuple[Checkout, Order | None] | None:
    """The checkout if it is still open, and the order it has become, if any. One statement before there is an order."""
    ordered = Exists(Order.objects.filter(checkout_id=OuterRef("pk")))
    found = Checkout.objects.filter(pk=checkout_id, closed_at=None).annotate(ordered=ordered).first()
    if found is None:
        return None
    return found, order_of_checkout(checkout_id) if found.ordered else None


def status(order: Order, standing: Standing | None = None) -> str:
    """How the order stands: a key of LABELS, derived from its journal and the ledger of payments."""
    kinds = {event.kind for event in order.events.all()}
    standing = standing or payments.standing(order.number)
    return derived(kinds, standing.status if standing else Status.UNPAID)


def derived(kinds: set[str], money: Status) -> str:
    """The status that follows from what happened and from where the money is."""
    if money == Status.REFUNDED:
        return "refunded"
    if EventKind.CANCELLED in kinds:
        return "cancelled"
    for kind in (EventKind.DELIVERED, EventKind.SHIPPED, EventKind.PACKING, EventKind.PAID):
        if kind in kinds:
            return kind.value
    return "checking" if money == Status.PENDING else "unpaid"


def status_label(key: str) -> str:
    """The status in the reader's language."""
    return gettext(LABELS[key])


def steps(order: Order) -> list[Step]:
    """The journal as people read it, oldest first."""
    return [
        Step(
            kind=event.kind,
            label=str(EventKind(event.kind).label),
            at=event.at,
            by=event.by,
            text=event.text if event.parcel is None else str(event.parcel),
            amount=Money(event.minor, order.currency) if event.minor else None,
        )
        for event in order.events.all()
    ]


def sums_of(order: Order) -> Sums:
    """What the order costs, as it was frozen."""
    parts = (order.goods_minor, order.delivery_minor, order.tax_minor, order.duty_minor)
    goods, delivery, tax, duty = (Money(minor, order.currency) for minor in parts)
    return Sums(goods, delivery, tax, duty)


def returned_of(order: Order) -> Money:
    """How much of it has gone back to the buyer."""
    given = sum(event.minor for event in order.events.all() if event.kind == EventKind.REFUNDED)
    return Money(given, order.currency)


def parcel_of(order: Order) -> Parcel:
    """The goods as their label and customs papers name them."""
    lines = list(order.lines.all())
    return Parcel(
        weight_g=sum(line.quantity * line.parcel_g for line in lines),
        goods=tuple(sorted({(line.hs_code, line.origin) for line in lines})),
    )


def briefs(orders: Sequence[Order], *, language: str) -> list[OrderBrief]:
    """A page of orders with how each stands: two more queries, whatever their number."""
    standings = payments.standings([order.number for order in orders])
    found = []
    for order in orders:
        key = derived(
            {event.kind for event in order.events.all()},
            standings[order.number].status if order.number in standings else Status.UNPAID,
        )
        lines = order.lines.all()
        found.append(
            OrderBrief(
                id=order.pk,
                number=order.number,
                person_id=order.person_id,
                placed_at=order.placed_at,
                total=order.total,
                status=key,
                status_label=status_label(key),
                tone=TONES[key],
                pieces=tuple(line.name(language) for line in lines),
                country=order.country,
                first_picture=lines[0].picture if lines else "",
            )
        )
    return found


def orders_of(person_ids: Iterable[uuid.UUID], *, at: dt.datetime) -> QuerySet[Order]:
    """The orders of these persons, newest first, ready for `briefs`; none whose time is over, swept or not."""
    return _whole(at).filter(person_id__in=list(person_ids)).order_by("-placed_at", "-pk")


def all_orders(*, at: dt.datetime) -> QuerySet[Order]:
    """Every order that is kept, newest first, for the staff's list; ready for `briefs`, no recipient opened."""
    return _whole(at).order_by("-placed_at", "-pk")


def to_pack() -> int:
    """How many orders are paid and neither sent nor cancelled."""
    gone = (EventKind.SHIPPED, EventKind.DELIVERED, EventKind.CANCELLED)
    return Order.objects.filter(events__kind=EventKind.PAID).exclude(events__kind__in=gone).distinct().count()


def outstanding(person_ids: Iterable[uuid.UUID], at: dt.datetime) -> list[Outstanding]:
    """Why these persons cannot be erased yet: paid and not delivered, or money still on its way. Empty: nothing."""
    orders = list(orders_of(person_ids, at=at))
    standings = payments.standings([order.number for order in orders])
    found = []
    for order in orders:
        standing = standings.get(order.number)
        key = derived({event.kind for event in order.events.all()}, standing.status if standing else Status.UNPAID)
        going_back = any(refund.state == "requested" for refund in payments.refunds_of(order.number))
        if going_back:
            found.append(Outstanding(order.number, gettext("Money is on its way back to you.")))
        elif key in _CANNOT_GO:
            found.append(Outstanding(order.number, gettext("This order is paid and not delivered yet.")))
    return found


def refundable(order: Order) -> dict[int, int]:
    """How many of each line (by its id) have not been refunded yet."""
    left = {line.pk: line.quantity for line in order.lines.all()}
    for refund in OrderRefund.objects.filter(order=order):
        for line_id, quantity, _minor in refund.lines:
            left[line_id] -= quantity
    return left


def delivery_refundable(order: Order) -> bool:
    """Whether the price of the delivery has not been refunded yet."""
    return not OrderRefund.objects.filter(order=order, delivery_minor__gt=0).exists()


def _whole(at: dt.datetime) -> QuerySet[Order]:
    return living(Order.objects.prefetch_related("lines", "events"), at)
