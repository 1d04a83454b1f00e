"""The facts of a piece as lines of text, lengths in millimetres and inches."""

from collections.abc import Iterable

from babel import Locale
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shop.catalogue.types import Named, PiecePage


def facts(piece: PiecePage, language: str) -> list[tuple[str, str]]:
    """Terms and values, in the order a museum label has them."""
    sides = (piece.length_mm, piece.width_mm, piece.height_mm)
    return [
        (_("Length × width × height"), f"{_times(sides)} mm ({_times(inches(side) for side in sides)} in)"),
        (_("Weight"), f"{piece.weight_g} g ({piece.weight_g / 28.3495:.1f} oz)"),
        (_("Form"), piece.form.name),
        (_("Colour"), _listed(piece.colours)),
        (_("Base"), piece.base),
        (_("Ground"), piece.ground),
        (_("Coats of lacquer"), str(piece.coats)),
        (_("Days of curing"), str(piece.curing_days)),
        (_("Materials"), _listed(piece.materials)),
        (_("Finished"), date_format(piece.finished_on, "DATE_FORMAT")),
        (_("Made in"), country(piece.origin, language)),
        (_("Number in the register"), piece.serial),
    ]


def inches(millimetres: int) -> str:
    """Inches with one decimal, as makers outside the metric world measure."""
    return f"{millimetres / 25.4:.1f}"


def country(code: str, language: str) -> str:
    """The name of an ISO 3166-1 country in `language`; the code itself if it is unknown."""
    locale = Locale.parse(language.replace("-", "_"))
    return str(locale.territories.get(code, code))


def _times(sides: Iterable[object]) -> str:
    return " × ".join(map(str, sides))


def _listed(things: tuple[Named, ...]) -> str:
    return _(", ").join(thing.name for thing in things)
