"""Hints in place of values: enough to recognise one's own, too little to learn another's."""

import unicodedata

import phonenumbers

from privacy.datamap.types import Mask

HIDDEN = "••••"


def masked(value: object, kind: Mask) -> str:
    """`value` as a hint of its kind; whatever does not look like its kind is hidden whole."""
    text = str(value).strip()
    if not text:
        return ""
    if kind is Mask.EMAIL and "@" not in text:
        kind = Mask.PHONE
    return {
        Mask.NAME: _name,
        Mask.EMAIL: _email,
        Mask.PHONE: _phone,
        Mask.ADDRESS: _address,
        Mask.DATE: _date,
        Mask.HIDDEN: _hidden,
    }[kind](text)


def _name(text: str) -> str:
    first = text[0]
    return first + "＊" if "CJK" in unicodedata.name(first, "") else text[:2] + "…" if len(text) > 3 else first + "…"


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


def _address(text: str) -> str:
    return text[:2] + "…" if len(text) > 6 else HIDDEN


def _date(text: str) -> str:
    return text[:4] + "-••-••" if text[:4].isdigit() else HIDDEN


def _hidden(_text: str) -> str:
    return HIDDEN
