"""The order's journal: what happened, entered once, never changed."""

import datetime as dt

from shop.orders.models import EventKind, Order, OrderEvent


def enter(
    *,
    order: Order,
    kind: EventKind,
    by: str,
    at: dt.datetime,
    ref: str = "",
    minor: int = 0,
    text: str = "",
    parcel: str = "",
) -> OrderEvent | None:
    """Write an event down. None when the same one (kind and `ref`) stands there already."""
    if OrderEvent.objects.filter(order=order, kind=kind, ref=ref).exists():
        return None
    return write(order=order, kind=kind, by=by, at=at, ref=ref, minor=minor, text=text, parcel=parcel)


def write(
    *,
    order: Order,
    kind: EventKind,
    by: str,
    at: dt.datetime,
    ref: str = "",
    minor: int = 0,
    text: str = "",
    parcel: str = "",
) -> OrderEvent:
    """Write down an event of which the caller knows that it is new; an IntegrityError otherwise."""
    return OrderEvent.objects.create(
        person_id=order.person_id,
        order=order,
        ordered_at=order.placed_at,
        kind=kind,
        at=at,
        by=by,
        ref=ref,
        minor=minor,
        text=text,
        parcel=parcel or None,
    )


def has(order: Order, *kinds: EventKind) -> bool:
    """Whether any of these has happened."""
    return OrderEvent.objects.filter(order=order, kind__in=kinds).exists()


def is_unpaid(order: Order) -> bool:
    """Whether the order still waits for its money."""
    return not has(order, EventKind.PAID, EventKind.CANCELLED)
