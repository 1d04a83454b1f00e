"""Telling ids, references and codes from anything a person could be recognised by."""

import re

# No blank, no @, no +, no letter outside ASCII: names, addresses and phone numbers do not pass.
_OPAQUE = re.compile(r"[A-Za-z0-9_:./-]*")


def is_opaque(value: object, *, longest: int = 64) -> bool:
    """Whether `value` is an int, or an ASCII id, reference, code or storage name of at most `longest` characters."""
    return isinstance(value, int) or (
        isinstance(value, str) and len(value) <= longest and _OPAQUE.fullmatch(value) is not None
    )
