"""Verbs of the catalogue. Each tells the page cache that something public has changed, after the commit."""

from shop.catalogue.services.change import change_piece
from shop.catalogue.services.pictures import add_picture, show_first, take_away_picture
from shop.catalogue.services.put import put_collection, put_material, put_piece, put_scene, put_technique, put_word
from shop.catalogue.services.stock import TooManyGivenBack, give_back, set_stock, take

__all__ = [
    "TooManyGivenBack",
    "add_picture",
    "change_piece",
    "give_back",
    "put_collection",
    "put_material",
    "put_piece",
    "put_scene",
    "put_technique",
    "put_word",
    "set_stock",
    "show_first",
    "take",
    "take_away_picture",
]
