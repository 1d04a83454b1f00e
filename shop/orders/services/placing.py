"""The moment of ordering: everything is computed anew, frozen and written in one transaction."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from kit import ids, workdays
from kit.failpoints import hit
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.children import registry as channels
from privacy.children import services as children
from privacy.datamap.vocabulary import SELF
from privacy.handles import services as handles
from privacy.handles.types import Kind
from shop.catalogue import queries as catalogue
from shop.catalogue.types import PieceForSale
from shop.delivery import queries as delivery
from shop.delivery.types import Offer
from shop.orders.models import Checkout, EventKind, Order, OrderLine
from shop.orders.queries.cart import view
from shop.orders.services import holding, journal
from shop.orders.services.checkout import ensure_held
from shop.orders.sums import sums, weight_g
from shop.orders.types import CartView, CheckoutOver, Details, PriceChanged, Sums, Versions
from shop.payments import queries as payments
from shop.payments.types import Status

NOTES = channels.channel("orders", _("Notes on orders"))


def place(*, checkout_id: uuid.UUID, details: Details, versions: Versions, shown_minor: int, at: dt.datetime) -> Order:
    """Turn the checkout into an order, once: a second call answers the same order.

    With other details it is replaced by a new one, as long as no money is on its way. `shown_minor` is the total the
    buyer saw; it decides nothing but whether to ask again. Raises PieceTaken, PriceChanged, CheckoutOver.
    """
    with holding.all_or_nothing():
        checkout = Checkout.objects.select_for_update().get(pk=checkout_id)
        order: Order | None = Order.objects.filter(checkout_id=checkout_id).first()
        if order is not None:
            if _stands(order) or same(order, details, at=at):
                return order
            checkout = _renewed(checkout, order, at)
        elif checkout.closed_at is not None:
            raise CheckoutOver(str(checkout_id))
        # Afresh, for as long as the payment page may take.
        if holding.extend(checkout_id=checkout.pk, until=at + holding.WHILE_PAYING) != len(checkout.lines):
            ensure_held(checkout=checkout, at=at)
            holding.extend(checkout_id=checkout.pk, until=at + holding.WHILE_PAYING)
        order = _write(checkout, details, versions, shown_minor, at)
        hit("checkout.after_order")
    hit("checkout.after_commit")
    return order


def same(order: Order, details: Details, *, at: dt.datetime) -> bool:
    """Whether the buyer said the same as in this order."""
    with acting(SELF, by=Actor.person(order.person_id), at=at):
        kept = [order.email, order.recipient_name, order.phone, order.note]
        told = [details.email, details.name, details.phone, details.note]
        return [str(one) for one in kept] == told and order.address.reveal() == details.address.as_dict()


def priced(
    checkout: Checkout, country: str, *, held: Mapping[int, int], at: dt.datetime, language: str = ""
) -> tuple[CartView, Offer, Sums]:
    """The checkout's lines with today's prices, delivery to `country`, and what it all costs. Raises NotServed.

    `held` is what is held for this checkout, by piece. `language` is the page's, where that was changed since it began.
    """
    wanted = [(int(piece_id), int(quantity)) for piece_id, quantity in checkout.lines]
    cart = view(wanted, currency=checkout.currency, language=language or checkout.language, own=held)
    lines = list(cart.lines)
    offer = delivery.offer(country, weight_g(lines), checkout.currency, on=workdays.local_day(at))
    return cart, offer, sums(lines, offer)


def _stands(order: Order) -> bool:
    """Whether money is there or on its way, or the order has ended: then it is not replaced."""
    standing = payments.standing(order.number)
    moving = standing is not None and standing.status not in {Status.UNPAID, Status.FAILED}
    return moving or not journal.is_unpaid(order)


def _renewed(checkout: Checkout, order: Order, at: dt.datetime) -> Checkout:
    """A new checkout of the same pieces, which stay held; the order that was never paid ends."""
    journal.enter(order=order, kind=EventKind.CANCELLED, by="person", text="replaced", at=at)
    Checkout.objects.filter(pk=checkout.pk).update(closed_at=at)
    fresh = Checkout.objects.create(
        person_id=checkout.person_id,
        key=ids.token(),
        lines=checkout.lines,
        currency=checkout.currency,
        language=checkout.language,
        started_at=at,
    )
    holding.hand_over(source=checkout.pk, into=fresh.pk)
    return fresh


def _write(checkout: Checkout, details: Details, versions: Versions, shown_minor: int, at: dt.datetime) -> Order:
    held = {int(piece_id): int(quantity) for piece_id, quantity in checkout.lines}
    cart, offer, cost = priced(checkout, details.address.country, held=held, at=at)
    if cost.total.minor != shown_minor:
        raise PriceChanged(cost.total)
    with acting(SELF, by=Actor.person(checkout.person_id), at=at):
        handles.attach(person_id=checkout.person_id, kind=Kind.EMAIL, value=details.email, at=at, likely_new=True)
        order = Order.objects.create(
            person_id=checkout.person_id,
            number=ids.reference("L"),
            checkout_id=checkout.pk,
            language=checkout.language,
            currency=checkout.currency,
            goods_minor=cost.goods.minor,
            delivery_minor=cost.delivery.minor,
            tax_minor=cost.tax.minor,
            duty_minor=cost.duty.minor,
            total_minor=cost.total.minor,
            country=offer.country,
            zone=offer.zone,
            duties=offer.duties,
            earliest_on=offer.earliest_on,
            latest_on=offer.latest_on,
            terms_version=versions.terms,
            notice_version=versions.notice,
            placed_at=at,
            email=details.email,
            recipient_name=details.name,
            address=details.address.as_dict(),
            phone=details.phone,
            note=details.note,
        )
    children.watch(person_id=order.person_id, text=details.note, channel=NOTES, source=order.number, at=at)
    _write_lines(order, cart)
    journal.write(order=order, kind=EventKind.PLACED, by="person", at=at)
    return order


def _write_lines(order: Order, cart: CartView) -> None:
    names = catalogue.names([line.piece.piece_id for line in cart.lines], ("en", "zh-hans"))
    OrderLine.objects.bulk_create(
        OrderLine(
            person_id=order.person_id,
            order=order,
            ordered_at=order.placed_at,
            piece_id=line.piece.piece_id,
            slug=line.piece.slug,
            serial=line.piece.serial,
            names={language: known.get(line.piece.piece_id, line.piece.name) for language, known in names.items()},
            picture=_picture(line.piece),
            quantity=line.quantity,
            unit_minor=line.piece.price.minor if line.piece.price else 0,
            currency=order.currency,
            hs_code=line.piece.hs_code,
            origin=line.piece.origin,
            parcel_g=line.piece.parcel_g,
        )
        for line in cart.lines
    )


def _picture(piece: PieceForSale) -> str:
    """The address of the smallest picture."""
    return (piece.image.webp.split(" ")[0] or piece.image.src)[:200] if piece.image else ""
