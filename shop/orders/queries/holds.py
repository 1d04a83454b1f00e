"""Which pieces are held, for whom and until when."""

import datetime as dt
import uuid
from collections.abc import Iterable

from shop.orders.models import Hold, HoldState
from shop.orders.types import PieceHold


def held_by(checkout_id: uuid.UUID | None) -> dict[int, int]:
    """Piece and quantity of what is held for this checkout."""
    if checkout_id is None:
        return {}
    rows = Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE)
    return dict(rows.values_list("piece_id", "quantity"))


def holding(checkout_id: uuid.UUID, *, at: dt.datetime) -> tuple[dict[int, int], dt.datetime | None]:
    """What is held for this checkout, by piece, and when the first hold ends (None: nothing is held any more)."""
    rows = Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE)
    found = list(rows.values_list("piece_id", "quantity", "until"))
    ends = [until for _piece, _quantity, until in found if until > at]
    return {piece_id: quantity for piece_id, quantity, _until in found}, min(ends, default=None)


def held_until(checkout_id: uuid.UUID, *, at: dt.datetime) -> dt.datetime | None:
    """When the first hold of this checkout ends; None when nothing is held any more."""
    rows = Hold.objects.filter(checkout_id=checkout_id, state=HoldState.ACTIVE, until__gt=at)
    return rows.order_by("until").values_list("until", flat=True).first()


def held_pieces(piece_ids: Iterable[int], *, at: dt.datetime) -> list[PieceHold]:
    """Which of these pieces somebody holds now, and until when the last of each hold runs."""
    rows = Hold.objects.filter(piece_id__in=list(piece_ids), state=HoldState.ACTIVE, until__gt=at)
    latest: dict[int, dt.datetime] = {}
    for piece_id, until in rows.values_list("piece_id", "until"):
        latest[piece_id] = max(until, latest.get(piece_id, until))
    return [PieceHold(piece_id, until) for piece_id, until in latest.items()]
