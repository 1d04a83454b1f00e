"""Word to buyers: what each mail says, in the language of the order, in HTML and text."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kit.money import Money
from shop.delivery import queries as delivery
from shop.delivery.types import Address
from shop.orders.models import Order, OrderEvent


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a mail. `shows_order` adds lines and sums, `shows_address` where it goes."""

    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    shows_order: bool = False
    shows_address: bool = False


def paid(order: Order, _event: OrderEvent | None) -> Letter:
    """The order is received and paid."""
    window = _("With you between %(first)s and %(last)s.") % {
        "first": date_format(order.earliest_on, "DATE_FORMAT"),
        "last": date_format(order.latest_on, "DATE_FORMAT"),
    }
    return Letter(
        subject=_("Your order %(number)s is paid") % {"number": order.number},
        heading=_("Thank you for your order"),
        paragraphs=(
            _("Your payment has arrived. We pack your order by hand and write again when it leaves the studio."),
            f"{window} {delivery.duties_said(order.duties)}",
        ),
        shows_order=True,
        shows_address=True,
    )


def shipped(order: Order, event: OrderEvent | None) -> Letter:
    """The parcel is on its way."""
    told = (_("Parcel number: %(number)s") % {"number": event.parcel},) if event and event.parcel is not None else ()
    return Letter(
        subject=_("Your order %(number)s is on its way") % {"number": order.number},
        heading=_("Your parcel is on its way"),
        paragraphs=(
            _("It left the studio today. Open it in a calm place: lacquer likes room temperature and clean hands."),
            *told,
        ),
        shows_address=True,
    )


def cancelled(order: Order, _event: OrderEvent | None) -> Letter:
    """The order was cancelled before it left."""
    return Letter(
        subject=_("Your order %(number)s is cancelled") % {"number": order.number},
        heading=_("Your order is cancelled"),
        paragraphs=(_("Nothing will be sent. If you had paid, all of it goes back the way it came."),),
    )


def refunded(order: Order, event: OrderEvent | None) -> Letter:
    """Money went back."""
    amount = Money(event.minor if event else 0, order.currency).display(order.language)
    return Letter(
        subject=_("Money returned for order %(number)s") % {"number": order.number},
        heading=_("Your money is on its way back"),
        paragraphs=(
            _("We have returned %(amount)s. Depending on your bank it is with you in a few days.") % {"amount": amount},
        ),
    )


LETTERS: dict[str, Callable[[Order, OrderEvent | None], Letter]] = {
    "paid": paid,
    "shipped": shipped,
    "cancelled": cancelled,
    "refunded": refunded,
}


def lines(order: Order) -> list[tuple[str, str, str]]:
    """Name, detail and sum of each line."""
    return [
        (
            line.name(order.language),
            f"{line.serial}" if line.quantity == 1 else f"{line.serial} · {line.quantity} ×",
            line.sum.display(order.language),
        )
        for line in order.lines.all()
    ]


def sums(order: Order) -> list[tuple[str, str]]:
    """Delivery, tax and duty where there are any, and the total."""
    parts = [
        (pgettext("sum", "Delivery"), order.delivery_minor),
        (_("Tax"), order.tax_minor),
        (_("Duty"), order.duty_minor),
        (_("Total"), order.total_minor),
    ]
    return [(name, Money(minor, order.currency).display(order.language)) for name, minor in parts if minor]


def letter(order: Order) -> list[str]:
    """Where it goes, as long as that is kept. To be called while acting for FULFIL_ORDER."""
    if order.address is None:
        return []
    address = Address(**order.address.reveal())
    return delivery.address_lines(address, name=str(order.recipient_name), language=order.language)
