"""Values that cross the door of orders."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from kit.money import Money, total
from shop.catalogue.types import PieceForSale
from shop.delivery.types import Address

# A cart's lines: piece id to (quantity, milliseconds since 1970 of the last change). Quantity 0 is a removal.
Lines = Mapping[int, tuple[int, int]]

MOST_OF_ONE = 99
MOST_LINES = 50


class PieceTaken(Exception):
    """Some pieces cannot be had now: sold, or held for somebody else. `piece_ids` says which."""

    def __init__(self, piece_ids: list[int]) -> None:
        super().__init__(f"pieces {piece_ids} are taken")
        self.piece_ids = piece_ids


class NothingToBuy(ValueError):
    """A checkout of nothing."""


class CheckoutOver(Exception):
    """The checkout was closed: its order was replaced, or its owner began another."""


class PriceChanged(Exception):
    """The total is not the one that was shown. `total` is what it is now."""

    def __init__(self, now: Money) -> None:
        super().__init__(str(now))
        self.total = now


class NotPossible(Exception):
    """What was asked of an order does not fit how it stands. The text, in the reader's language, may be shown."""


@dataclass(frozen=True, slots=True)
class CartLine:
    """One line as the cart shows it. `short` says that fewer can be had than wanted."""

    piece: PieceForSale
    quantity: int
    short: bool

    @property
    def sum(self) -> Money | None:
        """The price of all of this line; None where the piece has none in this currency."""
        return self.piece.price * self.quantity if self.piece.price else None


@dataclass(frozen=True, slots=True)
class CartView:
    """A cart with today's prices."""

    lines: tuple[CartLine, ...]
    currency: str

    @property
    def goods(self) -> Money:
        """The sum of what can be bought."""
        return total([line.sum for line in self.lines if line.sum and not line.short], self.currency)

    @property
    def can_be_bought(self) -> bool:
        """Whether there is something, and nothing in the way."""
        return bool(self.lines) and not any(line.short for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sums:
    """What a checkout costs: goods + delivery + tax + duty = total, all in one currency."""

    goods: Money
    delivery: Money
    tax: Money
    duty: Money

    @property
    def total(self) -> Money:
        """What the provider is asked for."""
        return self.goods + self.delivery + self.tax + self.duty


@dataclass(frozen=True, slots=True)
class Details:
    """What a buyer tells us at checkout: checked, tidy, complete. `phone` is E.164."""

    email: str
    name: str
    phone: str
    address: Address
    note: str = ""


@dataclass(frozen=True, slots=True)
class Versions:
    """Which texts a buyer was shown."""

    terms: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of an order's journal. `amount` is set where money moved."""

    kind: str
    label: str
    at: dt.datetime
    by: str
    text: str = ""
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What carrier and customs are told of the goods: grams packed, and their (HS code, country of origin) pairs."""

    weight_g: int
    goods: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OrderBrief:
    """An order in a list: nothing of its recipient."""

    id: int
    number: str
    person_id: uuid.UUID
    placed_at: dt.datetime
    total: Money
    status: str
    status_label: str
    tone: str
    pieces: tuple[str, ...]
    country: str
    first_picture: str = ""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """Why a person cannot be erased yet: an order that is paid and not delivered, or money on its way."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class PieceHold:
    """That a piece is held, and until when."""

    piece_id: int
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class RefundWish:
    """What to refund: quantities by order line id, and whether the delivery as well."""

    lines: Mapping[int, int] = field(default_factory=dict)
    delivery: bool = False
