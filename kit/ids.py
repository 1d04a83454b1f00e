"""Random references that people can read aloud."""

import secrets

# No 0/O, 1/I/L, U: nothing that is misheard or spells a word by accident.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference(prefix: str, length: int = 8) -> str:
    """A random reference such as `L-7F3KQ2MB`: 30^8 values, never derived from what it names."""
    return f"{prefix}-" + "".join(secrets.choice(_ALPHABET) for _ in range(length))


def token() -> str:
    """An unguessable URL token of 256 bits."""
    return secrets.token_urlsafe(32)
