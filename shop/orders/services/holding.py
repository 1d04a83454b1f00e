"""Holding pieces for a checkout: taken from stock by one statement, given back once."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Mapping

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, Value, When

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
    """Take every wanted piece for this checkout. Within `all_or_nothing`. Raises PieceTaken, naming all that fail.

    The pieces are claimed in the order of their ids, so that two checkouts never wait for each other.
    """
    taken = [
        piece_id for piece_id, quantity in sorted(wanted) if not catalogue.take(piece_id=piece_id, quantity=quantity)
    ]
    if taken:
        raise PieceTaken(taken)
    units = {piece_id: 1 if editions.get(piece_id) == 1 else None for piece_id, _quantity in wanted}
    try:
        Hold.objects.bulk_create(
            Hold(checkout_id=checkout_id, piece_id=piece_id, unit=units[piece_id], quantity=quantity, until=until)
            for piece_id, quantity in sorted(wanted)
        )
    except IntegrityError:
        raise Conflict(checkout_id, sorted(units)) from None


class Conflict(Exception):
    """Stock was counted wrongly by hand: the constraints still allow one holder alone. Named after the rollback."""

    def __init__(self, checkout_id: uuid.UUID, piece_ids: list[int]) -> None:
        self.checkout_id, self.piece_ids = checkout_id, piece_ids

    def taken(self) -> list[int]:
        """The pieces somebody holds already."""
        active = Hold.objects.filter(piece_id__in=self.piece_ids, state=HoldState.ACTIVE).order_by("piece_id")
        held = active.filter(Q(unit=1) | Q(checkout_id=self.checkout_id)).values_list("piece_id", flat=True)
        return list(held.distinct()) or self.piece_ids


@contextlib.contextmanager
def all_or_nothing() -> Iterator[None]:
    """The transaction for `hold`: whoever is refused one piece gets none, and PieceTaken names all that failed."""
    try:
        with transaction.atomic():
            yield
    except Conflict as conflict:
        raise PieceTaken(conflict.taken()) from None


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


def extend(*, checkout_id: uuid.UUID, until: dt.datetime) -> int:
    """Let what is held for this checkout run until `until`, never shorter than it does. Answers how many pieces are."""
    held = Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE)
    return held.update(until=Case(When(until__lt=until, then=Value(until)), default=F("until")))


def renew(*, checkout_id: uuid.UUID, at: dt.datetime) -> None:
    """Let what has run out, but was not ended yet, run for as long as at first."""
    ended = Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE, until__lte=at)
    ended.update(until=at + LONGEST)


def sell(*, checkout_id: uuid.UUID) -> int:
    """What is held for this checkout is sold: it never goes back to stock by itself. Answers how many pieces."""
    return Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE).update(state=HoldState.SOLD)


def unsell(*, checkout_id: uuid.UUID) -> set[int]:
    """Take `sell` back in the same transaction, and answer which pieces are held."""
    sold = Hold.objects.filter(checkout_id=checkout_id, state=HoldState.SOLD)
    sold.update(state=HoldState.ACTIVE)
    held = Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE)
    return set(held.values_list("piece_id", flat=True))


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
