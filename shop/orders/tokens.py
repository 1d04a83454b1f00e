"""Tokens of mailed links."""

import hashlib


def digest(token: str) -> str:
    """How a token is kept. 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
