"""Hints in place of values: enough to recognise one's own, too little to learn another's."""

import unicodedata
from collections.abc import Mapping

import phonenumbers

from privacy.datamap.types import Mask

HIDDEN = "••••"


# Scripts whose names are a family name of a letter or two, written first, and a given name.
FAMILY_FIRST = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")


def masked(value: object, kind: Mask) -> str:
    """`value` as a hint of its kind; whatever does not look like its kind is hidden whole."""
    if isinstance(value, Mapping | list):
        return _place(value) if kind is Mask.ADDRESS and isinstance(value, Mapping) else HIDDEN
    text = str(value).strip()
    if not text:
        return ""
    if kind is Mask.EMAIL and "@" not in text:
        kind = Mask.PHONE
    return {
        Mask.NAME: _name,
        Mask.EMAIL: _email,
        Mask.PHONE: _phone,
        Mask.ADDRESS: _hidden,  # a line of text: nobody can say which word of it is the house
        Mask.DATE: _date,
        Mask.HIDDEN: _hidden,
    }[kind](text)


def _name(text: str) -> str:
    """The first letter where the family name is one, two of a longer name; of a single letter nothing."""
    first = text[0]
    if len(text) == 1:
        return HIDDEN
    if unicodedata.name(first, "").startswith(FAMILY_FIRST):
        return first + "＊"
    return text[:2] + "…" if len(text) > 3 else first + "…"


def _place(parts: Mapping[str, object]) -> str:
    """An address by its parts: the beginning of the town and the country, no street and no postal code."""
    city, country = (str(parts.get(name) or "").strip() for name in ("city", "country"))
    return ", ".join(part for part in (_name(city) if city else "", country) if part) or HIDDEN


def _email(text: str) -> str:
    local, _, domain = text.rpartition("@")
    top = domain.rpartition(".")[2]
    return f"{local[:1]}•••@{domain[:1]}•••.{top}" if local and top != domain else HIDDEN


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return HIDDEN
    digits = str(number.national_number)
    head, tail = (digits[:3], digits[-4:]) if len(digits) > 9 else ("", digits[-2:])
    return " ".join(part for part in (f"+{number.country_code}", head, HIDDEN, tail) if part)


def _date(text: str) -> str:
    return text[:4] + "-••-••" if text[:4].isdigit() else HIDDEN


def _hidden(_text: str) -> str:
    return HIDDEN
