"""Telling ids, references and codes from anything a person could be recognised by, or robbed with."""

import re
from functools import lru_cache

# No blank, no @, no +, no letter outside ASCII: names, addresses and phone numbers do not pass.
_OPAQUE = re.compile(r"[A-Za-z0-9_:./-]*")
# A card's number stands alone or in the groups it is printed in. No scheme issues numbers that begin with 0, 1, 20, 21,
# 28 or 29: so instants in milli-, micro- or nanoseconds (1… until 2033) and written-out dates (20…) are none. Within
# letters, as in a digest, a run of digits is no card's; the groups of a UUID are of other lengths.
_CARD = re.compile(
    r"(?<![A-Za-z0-9])"
    r"(?=[3-9]|2[2-7])(?:\d{13,19}|\d{4}(?:[_:./-]\d{4}){3}(?:[_:./-]\d{1,3})?|\d{4}[_:./-]\d{6}[_:./-]\d{4,5})"
    r"(?![A-Za-z0-9])"
)
_SHORTEST = 13  # digits of a card's number
_UUID = 36  # characters
# What may exist nowhere, in no table, argument or fact: a card's number and codes, what a body is recognised by.
_FORBIDDEN = re.compile(
    r"cvv|cvc|(^|_)(csc|cvn|cvd|cid|cav2?|pan)($|_)|security_?code|magstripe|track_?(1|2|data)($|_)"
    r"|card_?(num|no($|_)|code|pin|verification)|(credit|debit|bank)_?card$"
    r"|biometric|(^|_)(iris|retina|gait|dna|faceid|touchid)($|_)|fingerprint_"
    r"|(^|_)(voice|face|facial|finger(?=_)|thumb|palm|hand|iris|vein)_?(print|template|scan|geometry|embedding|vector)",
    re.IGNORECASE,
)


def is_opaque(value: object, *, longest: int = 64) -> bool:
    """Whether `value` is an int, or an ASCII id, reference, code or storage name of at most `longest` characters.

    What could be a card's number is neither, as an int or in a text.
    """
    if isinstance(value, int):
        return -(10 ** (_SHORTEST - 1)) < value < 10 ** (_SHORTEST - 1) or not has_card_number(str(abs(value)))
    return (
        isinstance(value, str)
        and len(value) <= longest
        and _OPAQUE.fullmatch(value) is not None
        and (_is_short_or_one_word(value) or not has_card_number(value))
    )


def _is_short_or_one_word(value: str) -> bool:
    """Most of what is asked about: codes, digests and tokens in one piece, UUIDs. None can hold a card's number."""
    if len(value) < _SHORTEST or (value.isalnum() and not value.isdigit()):
        return True
    is_uuid = len(value) == _UUID and value[8] == value[13] == value[18] == value[23] == "-"
    return is_uuid and value.replace("-", "").isalnum()


def has_card_number(text: str) -> bool:
    """Whether an opaque text holds 13 to 19 digits of a card's range whose last one is right."""
    return any(passes_luhn(re.sub(r"\D", "", found[0])) for found in _CARD.finditer(text))


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is right (Luhn, ISO/IEC 7812-1)."""
    doubled = [int(one) * (2 if place % 2 else 1) for place, one in enumerate(reversed(digits))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


@lru_cache(maxsize=1024)
def is_forbidden(name: str) -> bool:
    """Whether a field, argument or fact of this name would hold what may exist nowhere."""
    return _FORBIDDEN.search(name) is not None
