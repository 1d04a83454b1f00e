"""From a cart to a placed order: begin, place, pay. Repeating any step lands on the same checkout and order."""

import datetime as dt
import uuid
from functools import partial

from kit import ids
from kit.failpoints import hit
from privacy.handles import queries as handles
from privacy.people import services as people
from shop.catalogue import queries as catalogue
from shop.orders.models import Checkout, EventKind, Order
from shop.orders.queries.holds import held_by
from shop.orders.services import holding, journal
from shop.orders.types import NothingToBuy, PieceTaken


def begin(
    *,
    person_id: uuid.UUID | None,
    key: str,
    wanted: list[tuple[int, int]],
    currency: str,
    language: str,
    at: dt.datetime,
    before: uuid.UUID | None = None,
) -> Checkout:
    """Freeze what is wanted and hold it for a quarter of an hour. The same `key` is the same checkout.

    Without a `person_id` a visitor comes whom nobody knows yet: a new person, or the one who began with this key when
    the answer to that never arrived. The checkout says who it is.

    `before` is the visitor's earlier checkout: the same pieces continue it, others close it and free its pieces first,
    so that nobody is blocked by themselves. Raises PieceTaken (nothing is held), NothingToBuy.
    """
    if not wanted:
        raise NothingToBuy
    asked = partial(_begin, person_id, key, wanted, currency, language, at, before)
    try:
        checkout = asked()
    except PieceTaken:
        # Perhaps by a hold that has run out and that nobody has ended yet.
        if not holding.release_expired(at=at, piece_ids=[piece_id for piece_id, _quantity in wanted]):
            raise
        checkout = asked()
    hit("checkout.after_hold")
    return checkout


def _begin(
    person_id: uuid.UUID | None,
    key: str,
    wanted: list[tuple[int, int]],
    currency: str,
    language: str,
    at: dt.datetime,
    before: uuid.UUID | None,
) -> Checkout:
    with holding.all_or_nothing():
        begun = Checkout.objects.filter(key=key).first()
        known = begun if _is_theirs(begun, person_id) else _continued(before, wanted, currency)
        if known is not None:
            ensure_held(checkout=known, at=at)
            return known
        if before is not None:
            close(checkout_id=before, at=at)
        checkout = Checkout.objects.create(
            person_id=person_id or people.create(at=at).pk,
            key=key if begun is None else ids.token(),
            lines=[list(line) for line in wanted],
            currency=currency,
            language=language,
            started_at=at,
        )
        hit("checkout.before_hold")
        _hold(checkout, wanted, until=at + holding.LONGEST)
    return checkout


def _is_theirs(begun: Checkout | None, person_id: uuid.UUID | None) -> bool:
    """Whether the same press came again: from the same visitor, or from one who never heard that they are known.

    The key is a secret of the browser that pressed. Still it opens no more than pieces: whoever could be reached by
    now, by an order or an account, is not given away for it.
    """
    if begun is None or begun.closed_at is not None:
        return False
    return begun.person_id == person_id if person_id else not handles.is_reached(begun.person_id)


def close(*, checkout_id: uuid.UUID, at: dt.datetime) -> None:
    """End a checkout that has become nothing: its pieces are free, its order, if it was never paid, is cancelled."""
    order = Order.objects.filter(checkout_id=checkout_id).first()
    if order is not None and not journal.is_unpaid(order):
        return
    if order is not None:
        journal.enter(order=order, kind=EventKind.CANCELLED, by="person", text="replaced", at=at)
    if Checkout.objects.filter(pk=checkout_id, closed_at=None).update(closed_at=at):
        holding.release(checkout_id=checkout_id)


def adopt(*, checkout_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """At sign-in: a guest's checkout without an order becomes the account's."""
    if not Order.objects.filter(checkout_id=checkout_id).exists():
        Checkout.objects.filter(pk=checkout_id).update(person_id=person_id)


def ensure_held(*, checkout: Checkout, at: dt.datetime) -> None:
    """Hold the pieces anew where the first hold has run out.

    Within `holding.all_or_nothing`. Raises PieceTaken when somebody else was quicker.
    """
    holding.renew(checkout_id=checkout.pk, at=at)
    wanted = [(int(piece_id), int(quantity)) for piece_id, quantity in checkout.lines]
    held = held_by(checkout.pk)
    missing = [(piece_id, quantity) for piece_id, quantity in wanted if piece_id not in held]
    if missing:
        _hold(checkout, missing, until=at + holding.LONGEST)


def _hold(checkout: Checkout, wanted: list[tuple[int, int]], *, until: dt.datetime) -> None:
    editions = catalogue.editions_for_sale([piece_id for piece_id, _ in wanted], checkout.currency)
    if unknown := [piece_id for piece_id, _ in wanted if piece_id not in editions]:
        raise PieceTaken(unknown)
    holding.hold(checkout_id=checkout.pk, wanted=wanted, editions=editions, until=until)


def _continued(before: uuid.UUID | None, wanted: list[tuple[int, int]], currency: str) -> Checkout | None:
    """The visitor's open checkout of these very pieces."""
    if before is None:
        return None
    earlier = Checkout.objects.filter(pk=before, closed_at=None, currency=currency).first()
    if earlier is None or sorted(map(tuple, earlier.lines)) != sorted(wanted):
        return None
    order = Order.objects.filter(checkout_id=before).first()
    return earlier if order is None or journal.is_unpaid(order) else None
