"""No cache and no log may be of a kind that an erasure cannot look into."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string

CACHES = (DatabaseCache, LocMemCache, DummyCache)
HANDLERS = (logging.FileHandler, logging.NullHandler)


def can_be_looked_into(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Every configured cache and log handler, unless an area looks into it by itself."""
    return [*_caches(), *_handlers()]


def _caches() -> Iterable[CheckMessage]:
    configured: Mapping[str, Any] = settings.CACHES
    for alias, said in configured.items():
        if not issubclass(import_string(said["BACKEND"]), CACHES):
            yield _blind(f"cache:{alias}", f"The cache {alias!r}")


def _handlers() -> Iterable[CheckMessage]:
    for name, said in settings.LOGGING.get("handlers", {}).items():
        kind = import_string(said["class"]) if isinstance(said.get("class"), str) else None
        if kind is not logging.StreamHandler and not (isinstance(kind, type) and issubclass(kind, HANDLERS)):
            yield _blind(f"log:{name}", f"The log handler {name!r}")


def _blind(name: str, what: str) -> CheckMessage:
    hint = f'Register what forgets people there: @store("{name}") of privacy.erasure.registry.'
    return Error(f"{what} is a store that no erasure can look into.", hint=hint, id="privacy.E015")
