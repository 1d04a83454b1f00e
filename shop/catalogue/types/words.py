"""The catalogue's own words: kinds of vocabulary, views, sizes and the orders of a list."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Prices are set in these; the first is asked for when nothing is known about the visitor.
CURRENCIES = ("EUR", "USD", "GBP", "CNY", "JPY")
CURRENCY_OF_LANGUAGE = {"zh-hans": "CNY"}


class WordKind(TextChoices):
    """What a term of the vocabulary names."""

    FORM = "form", _("Form")
    COLOUR = "colour", _("Colour")
    STAGE = "stage", _("Stage")
    ROLE = "role", _("Role")


class View(TextChoices):
    """The sides a piece is photographed from."""

    THREE_QUARTER = "three-quarter", _("Three-quarter view")
    TOP = "top", _("From above")
    DETAIL = "detail", _("Detail of the surface")
    UNDERSIDE = "underside", _("Underside with the mark")
    SCALE = "scale", _("In scale")


class Size(TextChoices):
    """By the longest side: lies in a palm, on a table, stands in a room."""

    SMALL = "small", _("Up to 150 mm")
    MEDIUM = "medium", _("151 to 300 mm")
    LARGE = "large", _("Over 300 mm")


class Order(TextChoices):
    """The orders a list can have."""

    STUDIO = "studio", _("As the studio shows them")
    NEWEST = "newest", _("Newest first")
    PRICE_UP = "price", _("Price, rising")
    PRICE_DOWN = "price-down", _("Price, falling")
