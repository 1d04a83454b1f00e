"""What the orders area can show for the promises."""

import datetime as dt

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from privacy.notice import register
from privacy.notice.types import Place
from privacy.promises.figures import faults, own, people
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from shop.orders.models import Cart, Order, OrderLine

NEWEST = 100


@evidence("collect.order")
def orders_add_up(at: dt.datetime) -> Evidence:
    """Of the newest orders each has its lines, and what was charged is what they and the sending add up to."""
    newest = list(Order.objects.order_by("-placed_at")[:NEWEST])
    lines = OrderLine.objects.filter(order__in=[one.pk for one in newest]).order_by()
    goods = dict(lines.values_list("order").annotate(goods=Sum(F("unit_minor") * F("quantity"))))
    wrong = [one for one in newest if not _adds_up(one, goods.get(one.pk))]
    says = _("Orders: %(count)s; of the newest, without lines or with a sum that does not add up: %(wrong)s.")
    figures = {"count": people(Order.objects.count()), "wrong": faults(len(wrong))}
    return Evidence(says, holds=not wrong, as_of=at, figures=figures)


def _adds_up(order: Order, goods: int | None) -> bool:
    whole = order.goods_minor + order.delivery_minor + order.tax_minor + order.duty_minor
    return goods == order.goods_minor and whole == order.total_minor


@evidence("collect.local-storage")
def carts_hold_numbers(at: dt.datetime) -> Evidence:
    """The cart in the browser is in the register, and carts kept on the server hold pieces and quantities alone."""
    listed = register.knows(Place.LOCAL, "cart")
    newest = Cart.objects.order_by("-touched_at").values_list("lines", flat=True)[:NEWEST]
    strange = sum(not _bare(lines) for lines in newest)
    says = _("Carts lie in the browser under %(listed)s registered key; on the server, with more: %(strange)s.")
    figures = {"listed": own(int(listed)), "strange": faults(strange)}
    return Evidence(says, holds=listed and not strange, as_of=at, figures=figures)


def _bare(lines: object) -> bool:
    """Whether a cart is {piece number: [quantity, time]} and nothing else."""
    return isinstance(lines, dict) and all(
        piece.isdigit() and len(line) == 2 and all(isinstance(one, int) for one in line)
        for piece, line in lines.items()
    )
