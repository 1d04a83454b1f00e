"""An order's journal as a timeline: what was, what is now, what comes next."""

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from shop.orders.models import Order
from shop.orders.queries.orders import steps
from shop.orders.types import Step
from ui.types import Moment


def moments(order: Order, status: str) -> list[Moment]:
    """Past steps as they happened, then what is promised."""
    told = [_moment(step) for step in steps(order)]
    if status in {"unpaid", "checking"}:
        told.append(Moment(gettext("Payment"), gettext("Now"), gettext("We are waiting for it."), "now"))
    if status == "paid":
        told.append(Moment(gettext("Being packed"), gettext("Now"), "", "now"))
    if status in {"paid", "packing", "shipped"}:
        window = gettext("Between %(first)s and %(last)s") % {
            "first": date_format(order.earliest_on, "DATE_FORMAT"),
            "last": date_format(order.latest_on, "DATE_FORMAT"),
        }
        told.append(Moment(gettext("With you"), window, "", "next"))
    return told


def _moment(step: Step) -> Moment:
    parts = [step.amount.display(get_language() or "en")] if step.amount else []
    if step.kind == "shipped" and step.text:
        parts.append(gettext("Parcel number: %(number)s") % {"number": step.text})
    if step.kind == "cancelled":
        parts.append(why(step.text))
    return Moment(step.label, step.at, " · ".join(part for part in parts if part))


def why(code: str) -> str:
    """Why an order was cancelled, in words; "" for a code nobody knows."""
    return {
        "replaced": gettext("You changed something; a new order took its place."),
        "sold-out": gettext("The payment came when the piece was gone. All of it goes back to you."),
        "unpaid": gettext("No payment came."),
        "person": gettext("At your wish."),
    }.get(code, "")
