"""Which providers exist."""

from collections.abc import Callable

from shop.payments.providers.sandbox.client import Sandbox
from shop.payments.providers.types import Provider

_PROVIDERS: dict[str, Callable[[], Provider]] = {"sandbox": Sandbox}


def names() -> frozenset[str]:
    """The names of all providers."""
    return frozenset(_PROVIDERS)


def provider(name: str) -> Provider:
    """The provider called `name`. Raises KeyError."""
    return _PROVIDERS[name]()
