"""Holding pieces for a checkout: taken from stock by one statement, given back once."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction

from shop.catalogue import services as catalogue
from shop.orders.models import Hold, HoldState, Order
from shop.orders.types import PieceTaken
from shop.payments import queries as payments
from shop.payments.types import Status

# From the start of checkout; and afresh when the buyer leaves for the payment page.
LONGEST = dt.timedelta(minutes=15)
WHILE_PAYING = dt.timedelta(minutes=30)


def hold(
    *, checkout_id: uuid.UUID, wanted: Collection[tuple[int, int]], editions: Mapping[int, int], until: dt.datetime
) -> None:
    """Take every wanted piece for this checkout, or none. In a transaction. Raises PieceTaken, naming all that fail.

    The pieces are claimed in the order of their ids, so that two checkouts never wait for each other.
    """
    taken: list[int] = []
    with transaction.atomic():
        for piece_id, quantity in sorted(wanted):
            if not _claim(checkout_id, piece_id, quantity, editions.get(piece_id, 0), until):
                taken.append(piece_id)
        if taken:
            raise PieceTaken(taken)


def _claim(checkout_id: uuid.UUID, piece_id: int, quantity: int, edition: int, until: dt.datetime) -> bool:
    if not catalogue.take(piece_id=piece_id, quantity=quantity):
        return False
    unit = 1 if edition == 1 else None
    try:
        with transaction.atomic():
            Hold.objects.create(checkout_id=checkout_id, piece_id=piece_id, unit=unit, quantity=quantity, until=until)
    except IntegrityError:  # stock was counted wrongly by hand: the constraint still allows one holder alone
        catalogue.give_back(piece_id=piece_id, quantity=quantity)
        return False
    return True


def release(*, checkout_id: uuid.UUID) -> None:
    """Give back whatever is still held for this checkout. In a transaction."""
    for one in Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE):
        _give_back(one)


def release_expired(*, at: dt.datetime, piece_ids: Collection[int] | None = None) -> int:
    """Give back what was held until `at` or before; of all pieces, or of these. Answers how many holds ended."""
    ended = Hold.objects.filter(state=HoldState.ACTIVE, until__lte=at)
    if piece_ids is not None:
        ended = ended.filter(piece_id__in=piece_ids)
    count, rows = 0, list(ended.order_by("piece_id"))
    paying = _being_paid({one.checkout_id for one in rows}) if rows else set()
    for one in rows:
        if one.checkout_id in paying:
            extend(checkout_id=one.checkout_id, until=at + LONGEST)
            continue
        with transaction.atomic():
            count += _give_back(one)
    return count


def extend(*, checkout_id: uuid.UUID, until: dt.datetime) -> None:
    """Let what is held for this checkout run until `until`, never shorter than it does."""
    Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE, until__lt=until).update(until=until)


def sell(*, checkout_id: uuid.UUID) -> None:
    """What is held for this checkout is sold: it never goes back to stock by itself."""
    Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE).update(state=HoldState.SOLD)


def hand_over(*, source: uuid.UUID, into: uuid.UUID) -> None:
    """What was held for one checkout is held for the one that replaces it."""
    Hold.objects.filter(checkout_id=source, state=HoldState.ACTIVE).update(checkout_id=into)


def _being_paid(checkout_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Checkouts whose money is on its way: a bank is thinking about it."""
    orders = dict(Order.objects.filter(checkout_id__in=checkout_ids).values_list("number", "checkout_id"))
    standings = payments.standings(list(orders))
    return {orders[number] for number, standing in standings.items() if standing.status == Status.PENDING}


def _give_back(one: Hold) -> int:
    """The row decides who gives back: whoever ends the hold, once."""
    if not Hold.objects.filter(pk=one.pk, state=HoldState.ACTIVE).update(state=HoldState.RELEASED):
        return 0
    catalogue.give_back(piece_id=one.piece_id, quantity=one.quantity)
    return 1
