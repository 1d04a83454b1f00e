"""Frozen values that pages and orders read. Lengths in mm, weights in g."""

import datetime as dt
from dataclasses import dataclass

from kit.money import Money
from shop.catalogue.types.words import Order, View
from ui.types import Picture


@dataclass(frozen=True, slots=True)
class Image(Picture):
    """A picture and what it is used as; `share` is a JPEG for link previews."""

    view: str = ""
    share: str = ""

    @property
    def view_label(self) -> str:
        """The view in the reader's language."""
        return str(View(self.view).label) if self.view else ""


@dataclass(frozen=True, slots=True)
class Named:
    """A collection, technique, material or word, as a link or a line of text."""

    slug: str
    name: str
    about: str = ""
    native_name: str = ""
    pinyin: str = ""
    pieces: int = 0
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A piece in a list."""

    piece_id: int
    slug: str
    name: str
    form: str
    technique: str
    price: Money | None
    stock: int
    edition: int
    image: Image | None

    @property
    def is_unique(self) -> bool:
        """Whether one piece exists."""
        return self.edition == 1


@dataclass(frozen=True, slots=True)
class Page:
    """A page of cards. Counting stops at a limit: then `total_is_least` holds."""

    cards: tuple[Card, ...]
    number: int
    pages: int
    total: int
    total_is_least: bool = False


@dataclass(frozen=True, slots=True)
class StageDone:
    """A line of the passport; `days` since the stage before it, None for the first."""

    name: str
    role: str
    finished_on: dt.date
    days: int | None


@dataclass(frozen=True, slots=True)
class Related:
    """A piece beside another one, and what they share: `why` is "technique", "collection", "form" or "colour"."""

    card: Card
    why: str
    because: str


@dataclass(frozen=True, slots=True)
class PiecePage:
    """Everything the object page says about a piece."""

    piece_id: int
    slug: str
    serial: str
    name: str
    story: str
    base: str
    ground: str
    care: str
    collection: Named
    form: Named
    colours: tuple[Named, ...]
    techniques: tuple[Named, ...]
    materials: tuple[Named, ...]
    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int
    parcel_g: int
    origin: str
    coats: int
    curing_days: int
    finished_on: dt.date
    edition: int
    stock: int
    price: Money | None
    pictures: tuple[Image, ...]
    passport: tuple[StageDone, ...]

    @property
    def is_unique(self) -> bool:
        """Whether one piece exists."""
        return self.edition == 1


@dataclass(frozen=True, slots=True)
class PieceForSale:
    """What an order freezes about a piece at the moment of buying."""

    piece_id: int
    slug: str
    serial: str
    name: str
    price: Money | None
    hs_code: str
    origin: str
    parcel_g: int
    stock: int
    edition: int
    published: bool
    image: Image | None

    @property
    def is_available(self) -> bool:
        """Whether one can be claimed now, in the asked currency."""
        return self.published and self.stock > 0 and self.price is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor filters by. Amounts in minor units of the visitor's currency; empty means any."""

    words: str = ""
    collection: str = ""
    technique: str = ""
    form: str = ""
    colour: str = ""
    size: str = ""
    available: bool = False
    price_from: int | None = None
    price_to: int | None = None
    order: str = Order.STUDIO
