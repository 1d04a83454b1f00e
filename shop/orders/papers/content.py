"""What stands on an invoice or credit note, frozen as plain words when it is issued."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from kit.money import Money
from shop.delivery import queries as delivery
from shop.delivery.types import Address
from shop.orders.models import Order, OrderLine, OrderRefund

SELLER = "Shijiang Lacquer Art"


def invoice(order: Order, *, number: str, at: dt.datetime) -> dict[str, Any]:
    """The invoice of a paid order. To be called while acting for ACCOUNTING."""
    with translation.override(order.language):
        rows = [_row(line, line.quantity, order.language) for line in order.lines.all()]
        parts = [
            (gettext("Pieces"), order.goods_minor),
            (pgettext("sum", "Delivery"), order.delivery_minor),
            (gettext("Tax"), order.tax_minor),
            (gettext("Duty"), order.duty_minor),
        ]
        return {
            **_head(order, number, at),
            "title": gettext("Invoice"),
            "corrects": "",
            "lines": rows,
            "sums": [_sum(name, minor, order) for name, minor in parts if minor],
            "total": _sum(gettext("Total, paid"), order.total_minor, order),
            "notes": [delivery.duties_said(order.duties)],
        }


def credit_note(order: Order, refund: OrderRefund, *, number: str, corrects: str, at: dt.datetime) -> dict[str, Any]:
    """The credit note of a refund. To be called while acting for ACCOUNTING."""
    with translation.override(order.language):
        lines = {line.pk: line for line in order.lines.all()}
        parts = [(gettext("Pieces"), refund.goods_minor), (pgettext("sum", "Delivery"), refund.delivery_minor)]
        return {
            **_head(order, number, at),
            "title": gettext("Credit note"),
            "corrects": corrects,
            "lines": [_row(lines[pk], quantity, order.language) for pk, quantity, _minor in refund.lines],
            "sums": [_sum(name, minor, order) for name, minor in parts if minor],
            "total": _sum(gettext("Total, returned"), refund.total_minor, order),
            "notes": [gettext("The money goes back the way it came.")],
        }


def cancellation(was: Mapping[str, Any], order: Order, *, number: str, at: dt.datetime) -> dict[str, Any]:
    """The credit note over the whole of an invoice with a wrong receiver."""
    with translation.override(order.language):
        return {
            **was,
            "number": number,
            "title": gettext("Credit note"),
            "corrects": was["number"],
            "issued_on": date_format(at, "DATE_FORMAT"),
            "total": [gettext("Total, cancelled"), was["total"][1]],
            "notes": [gettext("The invoice named its receiver wrongly; another takes its place. No money moves.")],
        }


def replacement(
    was: Mapping[str, Any], order: Order, *, receiver: list[str], number: str, at: dt.datetime
) -> dict[str, Any]:
    """The same invoice once more, with the right receiver and a number of its own."""
    with translation.override(order.language):
        issued_on = date_format(at, "DATE_FORMAT")
        return {**was, "number": number, "corrects": was["number"], "receiver": receiver, "issued_on": issued_on}


def _head(order: Order, number: str, at: dt.datetime) -> dict[str, Any]:
    name = "Shijiang 漆艺" if order.language == "zh-hans" else SELLER
    return {
        "number": number,
        "language": order.language.split("-")[0],
        "seller": {"name": name, "lines": [gettext("Handmade lacquer, sold worldwide")]},
        "receiver": receiver(order),
        "order_number": order.number,
        "ordered_on": date_format(order.placed_at, "DATE_FORMAT"),
        "issued_on": date_format(at, "DATE_FORMAT"),
    }


def receiver(order: Order) -> list[str]:
    """Who the paper is addressed to, line by line. To be called while acting for ACCOUNTING."""
    name = str(order.recipient_name)
    if order.address is None:
        return [name]
    return delivery.address_lines(Address(**order.address.reveal()), name=name, language=order.language)


def _row(line: OrderLine, quantity: int, language: str) -> dict[str, str]:
    return {
        "name": line.name(language),
        "detail": f"{line.serial} · HS {line.hs_code} · {line.origin}",
        "quantity": str(quantity),
        "unit": line.unit.display(language),
        "sum": (line.unit * quantity).display(language),
    }


def _sum(name: str, minor: int, order: Order) -> list[str]:
    return [name, Money(minor, order.currency).display(order.language)]
