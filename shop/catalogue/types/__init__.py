"""Words and frozen values of the catalogue."""

from shop.catalogue.types.drafts import FilesDraft, PictureDraft, PieceDraft, PieceWords, StageDraft, TermDraft
from shop.catalogue.types.reading import Card, Image, Named, Page, PieceForSale, PiecePage, Related, StageDone, Wanted
from shop.catalogue.types.words import CURRENCIES, CURRENCY_OF_LANGUAGE, Order, Size, View, WordKind

__all__ = [
    "CURRENCIES",
    "CURRENCY_OF_LANGUAGE",
    "Card",
    "FilesDraft",
    "Image",
    "Named",
    "Order",
    "Page",
    "PictureDraft",
    "PieceDraft",
    "PieceForSale",
    "PiecePage",
    "PieceWords",
    "Related",
    "Size",
    "StageDone",
    "StageDraft",
    "TermDraft",
    "View",
    "Wanted",
    "WordKind",
]
