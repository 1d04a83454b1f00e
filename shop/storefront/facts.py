"""The facts of a piece as lines of text, lengths in millimetres and inches."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shop.catalogue.types import Named, PiecePage
from shop.delivery.queries import country_name


def facts(piece: PiecePage, language: str) -> list[tuple[str, str]]:
    """Terms and values, in the order a museum label has them."""
    sides = (piece.length_mm, piece.width_mm, piece.height_mm)
    return [
        (_("Length × width × height"), f"{_times(sides)}\u00a0mm ({_times(inches(side) for side in sides)}\u00a0in)"),
        (_("Weight"), f"{_grouped(piece.weight_g)} g ({piece.weight_g / 28.3495:.1f} oz)"),
        (_("Form"), piece.form.name),
        (_("Colour"), _listed(piece.colours)),
        (_("Body"), piece.base),
        (_("Ground coats"), piece.ground),
        (_("Coats of lacquer"), str(piece.coats)),
        (_("Days of curing"), str(piece.curing_days)),
        (_("Materials"), _listed(piece.materials)),
        (_("Care"), piece.care),
        (_("Finished on"), date_format(piece.finished_on, "DATE_FORMAT")),
        (_("Made in"), country_name(piece.origin, language)),
        (_("Number in the register"), piece.serial),
    ]


def inches(millimetres: int) -> str:
    """Inches with one decimal, as makers outside the metric world measure."""
    return f"{millimetres / 25.4:.1f}"


def _times(sides: Iterable[object]) -> str:
    return "\u00a0×\u00a0".join(map(str, sides))


def _grouped(number: int) -> str:
    """Thousands apart by a thin blank, as SI writes them."""
    return f"{number:,}".replace(",", "\u202f")


def _listed(things: tuple[Named, ...]) -> str:
    return _(", ").join(thing.name for thing in things)
