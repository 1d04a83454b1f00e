"""Reads of the catalogue. Languages are lower-case tags ("en", "zh-hans"); missing words fall back to English."""

from shop.catalogue.queries.facets import collections, materials, scenes, surfaces, techniques, words
from shop.catalogue.queries.listing import PER_PAGE, listed
from shop.catalogue.queries.pieces import piece_page
from shop.catalogue.queries.related import related
from shop.catalogue.queries.sale import chosen_currency, editions_for_sale, for_sale, names, slugs, snapshot, stock
from shop.catalogue.queries.shelf import for_change, pictures, shelf

__all__ = [
    "PER_PAGE",
    "chosen_currency",
    "collections",
    "editions_for_sale",
    "for_change",
    "for_sale",
    "listed",
    "materials",
    "names",
    "pictures",
    "piece_page",
    "related",
    "scenes",
    "shelf",
    "slugs",
    "snapshot",
    "stock",
    "surfaces",
    "techniques",
    "words",
]
