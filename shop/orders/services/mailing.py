"""Posting an order's mails: once each, opened for this purpose alone, with a fresh link to the order."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from policy.purposes import FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.sharing import services as sharing
from shop.orders import mails
from shop.orders.models import Order, OrderEvent
from shop.orders.services.links import new_link


def post(*, order_id: int, kind: str, at: dt.datetime, event_id: int | None = None) -> None:
    """Post the mail `kind` (paid, shipped, cancelled, refunded) of an order; the same one is posted once.

    Does nothing when the buyer's address is no longer kept.
    """
    order = Order.objects.prefetch_related("lines").filter(pk=order_id).first()
    if order is None or order.email is None:
        return
    event = OrderEvent.objects.filter(pk=event_id, order=order).first() if event_id else None
    key = f"order:{order.number}:{kind}" + (f":{event_id}" if event_id else "")
    with transaction.atomic(), translation.override(order.language):
        with acting(FULFIL_ORDER, by=Actor.system("order-mails"), at=at, reason=order.number):
            letter = mails.LETTERS[kind](order, event)
            context = _context(order, letter, at)
            to = str(order.email)
            text = render_to_string("orders/mail/letter.txt", context)
            html = render_to_string("orders/mail/letter.html", context)
        sharing.post(
            person_id=order.person_id,
            purpose=FULFIL_ORDER,
            subject=letter.subject,
            text=text,
            html=html,
            language=order.language,
            key=key,
            to=to,
            at=at,
        )


def _context(order: Order, letter: mails.Letter, at: dt.datetime) -> dict[str, object]:
    address = reverse("orders:link", args=[new_link(order=order, at=at)])
    return {
        "subject": letter.subject,
        "heading": letter.heading,
        "paragraphs": letter.paragraphs,
        "lines": mails.lines(order) if letter.shows_order else [],
        "sums": mails.sums(order) if letter.shows_order else [],
        "letter": mails.letter(order) if letter.shows_address else [],
        "link": f"{settings.SITE_URL}{address}",
        "lang": {"zh-hans": "zh-Hans"}.get(order.language, order.language),
        "studio": "Shijiang 漆艺" if order.language == "zh-hans" else "Shijiang Lacquer Art",
    }
