"""How carts, orders and invoices are shown to whoever bought: as they know them, nothing left out."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kit.money import Money
from privacy.retention.queries import living
from privacy.rights.registry import Opened, Presenter, Wording, name_programs, register_papers, register_presenter
from privacy.rights.types import Link, Paper
from shop.catalogue import queries as catalogue
from shop.delivery import queries as delivery
from shop.delivery.types import Address
from shop.orders.lines import of_rows, present
from shop.orders.models import (
    Cart,
    Checkout,
    EventKind,
    Invoice,
    InvoiceKind,
    Order,
    OrderEvent,
    OrderLine,
    OrderLink,
    OrderRefund,
)
from shop.orders.moments import why
from shop.orders.papers.render import pdf
from shop.payments.types import Reason

Values = Mapping[str, Any]
ZONES = {
    "china": _("Mainland China"),
    "near": _("East and South-East Asia"),
    "europe": _("Europe"),
    "america-oceania": _("America and Oceania"),
    "world": _("The rest of the world"),
}


def _language() -> str:
    return get_language() or "en"


def _money(minor: int, currency: str) -> str:
    return Money(minor, currency).display(_language())


# Carts and checkouts: pieces by their names.


def _wanted(lines: Any) -> list[tuple[int, int]]:
    """Pieces and quantities of a cart's or a checkout's row."""
    return present(of_rows(lines)) if isinstance(lines, dict) else [(piece, quantity) for piece, quantity in lines]


def _wanted_words(batch: Sequence[Opened]) -> Mapping[str, Wording]:
    pieces = {piece for _row, values in batch for piece, _quantity in _wanted(values["lines"])}
    language = _language()
    names = catalogue.names(pieces, [language])[language] if pieces else {}

    def lines(_row: Any, value: Any) -> str:
        return "\n".join(f"{quantity} × {names.get(piece, piece)}" for piece, quantity in _wanted(value))

    return {"lines": lines}


# The order, and what hangs on it.


def _order_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    return {
        "address": _letter,
        "zone": lambda _row, zone: str(ZONES.get(zone, zone)),
        "duties": lambda _row, duties: delivery.duties_said(duties),
    }


def _letter(_row: Any, parts: Mapping[str, str]) -> str:
    return "\n".join(delivery.address_lines(Address(**parts), language=_language()))


def _order_title(row: Order, _values: Values) -> str:
    return gettext("Order %(number)s") % {"number": row.number}


def _order_links(row: Order, _values: Values) -> list[Link]:
    return [Link(_("See the order"), reverse("orders:order", args=[row.number]))]


def _line_title(row: OrderLine, _values: Values) -> str:
    return f"{row.quantity} × {row.name(_language())}"


def _line_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    return {
        "unit_minor": lambda row, minor: _money(minor, row.currency),
        "names": lambda _row, names: "\n".join(dict.fromkeys(names.values())),
    }


def _event_title(_row: OrderEvent, values: Values) -> str:
    return str(EventKind(values["kind"]).label)


def _event_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    return {
        "kind": lambda _row, kind: str(EventKind(kind).label),
        "minor": lambda row, minor: _money(minor, row.order.currency) if minor else "",
        "text": lambda row, text: why(text) or text if row.kind == EventKind.CANCELLED else text,
    }


def _refund_words(batch: Sequence[Opened]) -> Mapping[str, Wording]:
    of_order = {(row.order_id, pk) for row, values in batch for pk, _quantity, _minor in values["lines"]}
    rows = OrderLine.objects.filter(pk__in=[pk for _order, pk in of_order]) if of_order else []
    names = {row.pk: row.name(_language()) for row in rows}

    def lines(_row: Any, value: Any) -> str:
        return "\n".join(f"{quantity} × {names.get(pk, pk)}" for pk, quantity, _minor in value)

    def money(row: Any, minor: int) -> str:
        return _money(minor, row.order.currency) if minor else ""

    return {
        "lines": lines,
        **dict.fromkeys(("goods_minor", "delivery_minor", "total_minor"), money),
        "reason": lambda _row, reason: str(Reason(reason).label),
    }


# Invoices.


def _paper_title(row: Invoice, _values: Values) -> str:
    kind = gettext("Credit note") if row.kind == InvoiceKind.CREDIT_NOTE else gettext("Invoice")
    return f"{kind} {row.number}"


def _paper_name(number: str) -> str:
    return f"Shijiang-{number}.pdf"


def _paper_links(row: Invoice, _values: Values) -> list[Link]:
    return [Link(_("Open it as PDF"), reverse("rights:paper", args=[_paper_name(row.number)]))]


def _paper_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    return {"content": lambda _row, content: "\n".join(_paper_lines(content))}


def _paper_lines(content: Values) -> Iterator[str]:
    """All that stands on a paper, line by line."""
    yield from content["receiver"]
    yield f"{content['order_number']} · {content['ordered_on']} · {content['issued_on']}"
    if content["corrects"]:
        yield content["corrects"]
    for line in content["lines"]:
        yield f"{line['quantity']} × {line['name']} ({line['detail']}): {line['sum']}"
    for name, amount in (*content["sums"], content["total"]):
        yield f"{name}: {amount}"
    yield from content["notes"]


@register_papers
def papers(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Iterator[Paper]:
    """The invoices and credit notes of these persons, drawn from their frozen content as each is asked for."""
    rows = living(Invoice.objects.filter(person_id__in=person_ids), at).order_by("pk")
    for row_id, number, person_id in rows.values_list("pk", "number", "person_id"):
        yield Paper(_paper_name(number), person_id, partial(_drawn, row_id))


def _drawn(row_id: int) -> bytes:
    return pdf(Invoice.objects.get(pk=row_id).content.reveal())


register_presenter(Presenter(Cart, words=_wanted_words))
register_presenter(Presenter(Checkout, words=_wanted_words, aside=("currency", "language")))
register_presenter(
    Presenter(
        Order,
        words=_order_words,
        title=_order_title,
        links=_order_links,
        first=(
            "total_minor", "goods_minor", "delivery_minor", "tax_minor", "duty_minor", "earliest_on", "latest_on",
            "recipient_name", "address", "phone", "email", "note",
        ),
        aside=("country", "zone", "duties", "language", "terms_version", "notice_version"),
        within=("currency", "number"),
    )
)  # fmt: skip
register_presenter(
    Presenter(
        OrderLine,
        words=_line_words,
        title=_line_title,
        first=("unit_minor", "serial"),
        aside=("names", "piece_id", "slug", "picture", "hs_code", "origin", "parcel_g"),
        within=("currency", "quantity"),
        part_of="order",
    )
)
register_presenter(
    Presenter(
        OrderEvent,
        words=_event_words,
        title=_event_title,
        first=("at", "minor", "text"),
        joined=("order",),
        part_of="order",
    )
)
register_presenter(
    Presenter(OrderLink, title=lambda _row, _values: gettext("Opens the order without a password"), part_of="order")
)
register_presenter(
    Presenter(
        OrderRefund,
        words=_refund_words,
        first=("total_minor", "goods_minor", "delivery_minor", "lines"),
        joined=("order",),
        part_of="order",
    )
)
register_presenter(
    Presenter(
        Invoice,
        names={"content": _("What stands on it")},
        words=_paper_words,
        title=_paper_title,
        links=_paper_links,
        aside=("content",),
        within=("number", "kind"),
    )
)
name_programs({"order-mails": _("the program that writes about orders"), "invoices": _("our invoicing program")})
