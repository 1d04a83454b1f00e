"""Papers as PDF, by typst from the wheel and the fonts beside this folder: no fonts or tools of the machine."""

import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.translation import pgettext

from shop.orders.papers import glyphs

TEMPLATE = Path(__file__).parent / "invoice.typ"


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[glyphs.FONTS])


def pdf(content: Mapping[str, Any]) -> bytes:
    """The paper whose frozen content this is. What it says goes in as data, and can neither read nor run anything.

    A character that no font has stands by its number, and the paper says so.
    """
    numbered = {"numbered": undrawn(content) > 0}
    inputs = {"content": json.dumps(_shown(content) | numbered), "words": json.dumps(_words(content["language"]))}
    return typst.compile(TEMPLATE, font_paths=_fonts(), sys_inputs=inputs, format="pdf")


def undrawn(content: Mapping[str, Any]) -> int:
    """How many characters of the paper no font has."""
    return len(glyphs.undrawn("".join(_strings(content))))


def _strings(part: Any) -> Iterator[str]:
    match part:
        case str():
            yield part
        case Mapping():
            for value in part.values():
                yield from _strings(value)
        case list() | tuple():
            for value in part:
                yield from _strings(value)


def _shown(part: Any) -> Any:
    match part:
        case str():
            return glyphs.shown(part)
        case Mapping():
            return {name: _shown(value) for name, value in part.items()}
        case list() | tuple():
            return [_shown(value) for value in part]
    return part


def _words(language: str) -> dict[str, str]:
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        return {
            "to": pgettext("invoice", "To"),
            "date": pgettext("invoice", "Date:"),
            "order": pgettext("invoice", "Order"),
            "of": pgettext("invoice", "of"),
            "corrects": pgettext("invoice", "Corrects invoice"),
            "piece": pgettext("invoice", "Piece"),
            "quantity": pgettext("invoice", "Number"),
            "unit": pgettext("invoice", "Each"),
            "sum": pgettext("invoice", "Sum"),
            "numbered": pgettext(
                "invoice", "Characters that our fonts lack stand by their Unicode number, in brackets."
            ),
        }
