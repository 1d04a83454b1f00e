"""What the orders area declares."""

import dataclasses

from django.utils.translation import gettext_lazy as _

from policy.purposes import ACCOUNTING, FULFIL_ORDER, OVERVIEW, PURCHASE, TAKE_PAYMENT
from policy.recipients import CARRIERS, PAYMENT_PROVIDERS
from policy.retention import DELIVERY_DETAILS, INVOICES, PURCHASE_RECORDS
from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, KeepUntil, NotPersonal, Personal
from privacy.datamap.vocabulary import ADDRESS, CONTACT, LEGAL_DUTY, MESSAGE, NAME, OWN_DATE, PHONE, SIX_MONTHS
from shop.orders.models import (
    Cart,
    Checkout,
    Hold,
    Invoice,
    Order,
    OrderEvent,
    OrderLine,
    OrderLink,
    OrderRefund,
    Series,
)

CLAIMS = _("Claims from a purchase can be made for three years (Civil Code of the PRC, Art. 188).")
BOOKS = _("Accounting files are kept for ten years (Accounting Law of the PRC and its archive rules).")

wish = Personal(PURCHASE, for_=[FULFIL_ORDER])
bought = Personal(PURCHASE, for_=[FULFIL_ORDER, TAKE_PAYMENT, ACCOUNTING, LEGAL_DUTY, OVERVIEW])
# The parcel carries them, and so does the invoice.
on_paper = [FULFIL_ORDER, ACCOUNTING]
its_order = Edge("which order it is part of, of the same person", AtOtherEnd.IT_STAYS)
its_date = NotPersonal("the order's date once more")

describe(
    Cart,
    title=_("Your cart"),
    fields={"lines": wish, "touched_at": wish},
    kept=SIX_MONTHS,
    since="touched_at",
)
describe(
    Checkout,
    title=_("Checkouts you began"),
    fields={
        "key": NotPersonal("random"),
        "lines": wish,
        "currency": wish,
        "language": wish,
        "started_at": wish,
        "closed_at": wish,
    },
    kept=SIX_MONTHS,
    since="started_at",
)
describe(Hold, not_personal="which piece is kept for an opaque checkout, and until when")
describe(
    Order,
    title=_("Your orders"),
    fields={
        "number": NotPersonal("a random reference"),
        "checkout_id": NotPersonal("a random number"),
        **dict.fromkeys(
            (
                "currency", "goods_minor", "delivery_minor", "tax_minor", "duty_minor", "total_minor",
                "country", "zone", "duties", "earliest_on", "latest_on", "placed_at", "terms_version", "notice_version",
            ),
            bought,
        ),
        "language": dataclasses.replace(bought, shared_with=tuple(PAYMENT_PROVIDERS.values())),
        "email": Personal(CONTACT, for_=[FULFIL_ORDER], kept=DELIVERY_DETAILS),
        "recipient_name": Personal(NAME, for_=on_paper, shared_with=[CARRIERS], kept=DELIVERY_DETAILS),
        "address": Personal(ADDRESS, for_=on_paper, shared_with=[CARRIERS], kept=DELIVERY_DETAILS),
        "phone": Personal(PHONE, for_=[FULFIL_ORDER], shared_with=[CARRIERS], kept=DELIVERY_DETAILS),
        "note": Personal(MESSAGE, for_=[FULFIL_ORDER], kept=DELIVERY_DETAILS),
    },
    kept=PURCHASE_RECORDS,
    since="placed_at",
    at_end=KeepUntil(
        law=CLAIMS,
        keep=(
            "number", "checkout_id", "language", "currency", "goods_minor", "delivery_minor", "tax_minor",
            "duty_minor", "total_minor", "country", "zone", "duties", "earliest_on", "latest_on", "placed_at",
            "terms_version", "notice_version",
        ),
    ),
)  # fmt: skip
describe(
    OrderLine,
    title=_("What you ordered"),
    fields={
        "order": its_order,
        "ordered_at": its_date,
        **dict.fromkeys(
            (
                "piece_id", "slug", "serial", "names", "picture", "quantity", "unit_minor", "currency", "hs_code",
                "origin", "parcel_g",
            ),
            bought,
        ),
    },
    kept=PURCHASE_RECORDS,
    since="ordered_at",
    at_end=KeepUntil(
        law=CLAIMS,
        keep=(
            "order", "ordered_at", "piece_id", "slug", "serial", "names", "picture", "quantity", "unit_minor",
            "currency", "hs_code", "origin", "parcel_g",
        ),
    ),
)  # fmt: skip
describe(
    OrderEvent,
    title=_("What happened to your orders"),
    fields={
        "order": its_order,
        "ordered_at": its_date,
        "kind": bought,
        "at": bought,
        "by": NotPersonal("the word person or system, or an employee's opaque number"),
        "ref": NotPersonal("an opaque number"),
        "minor": bought,
        "text": Personal(PURCHASE, for_=[FULFIL_ORDER, OVERVIEW]),
        "parcel": Personal(MESSAGE, for_=[FULFIL_ORDER, OVERVIEW], shared_with=[CARRIERS], kept=DELIVERY_DETAILS),
    },
    kept=PURCHASE_RECORDS,
    since="ordered_at",
    at_end=KeepUntil(law=CLAIMS, keep=("order", "ordered_at", "kind", "at", "by", "ref", "minor")),
)
describe(
    OrderLink,
    title=_("Links to your orders"),
    fields={
        "order": its_order,
        "ordered_at": its_date,
        "token_hash": NotPersonal("a one-way hash of a random token"),
        "expires_at": wish,
    },
    kept=OWN_DATE,
    since="expires_at",
)
describe(
    OrderRefund,
    title=_("Money given back"),
    fields={
        "order": its_order,
        "ordered_at": its_date,
        "key": NotPersonal("an opaque key"),
        **dict.fromkeys(("lines", "goods_minor", "delivery_minor", "total_minor", "reason", "asked_at"), bought),
        "payment_refund_id": NotPersonal("an opaque number"),
        "by": NotPersonal("the word system, or an employee's opaque number"),
    },
    kept=PURCHASE_RECORDS,
    since="ordered_at",
    at_end=KeepUntil(
        law=CLAIMS,
        keep=(
            "order", "ordered_at", "key", "lines", "goods_minor", "delivery_minor", "total_minor", "reason",
            "asked_at", "payment_refund_id", "by",
        ),
    ),
)  # fmt: skip
describe(Series, not_personal="the last number given to a document")
describe(
    Invoice,
    title=_("Your invoices"),
    fields={
        "number": NotPersonal("a running number"),
        "kind": NotPersonal("invoice or credit note"),
        "key": NotPersonal("an opaque key"),
        "order_number": NotPersonal("a random reference"),
        "issued_at": Personal(PURCHASE, for_=[ACCOUNTING, LEGAL_DUTY]),
        "content": Personal(MESSAGE, for_=[ACCOUNTING, LEGAL_DUTY]),
        "undrawn": NotPersonal("how many characters our fonts lack"),
    },
    kept=INVOICES,
    since="issued_at",
    at_end=KeepUntil(law=BOOKS, keep=("number", "kind", "key", "order_number", "issued_at", "content", "undrawn")),
)
