"""Papers as PDF, by typst from the wheel and the fonts beside this folder: no fonts or tools of the machine."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.translation import pgettext

TEMPLATE = Path(__file__).parent / "invoice.typ"
FONTS = Path(__file__).parent.parent / "fonts"


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def pdf(content: Mapping[str, Any]) -> bytes:
    """The paper whose frozen content this is. What it says goes in as data, and can neither read nor run anything."""
    inputs = {"content": json.dumps(content), "words": json.dumps(_words(content["language"]))}
    return typst.compile(TEMPLATE, font_paths=_fonts(), sys_inputs=inputs, format="pdf")


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
        }
