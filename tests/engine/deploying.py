"""Changing the declarations as the deployment of another release would: what processes hold of them begins anew."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model

from kit.generation import forget
from privacy.datamap import registry
from privacy.datamap.types import Declaration

HOLDING = ("privacy.erasure.removing", "privacy.erasure.treatment")


@contextmanager
def declarations() -> Iterator[None]:
    """Whatever is deployed inside is undone at the end."""
    known = dict(registry.declarations)
    try:
        yield
    finally:
        registry.declarations.clear()
        registry.declarations.update(known)
        restart()


def deploy(model: type[Model], said: Declaration) -> None:
    """From now on this is what the program was told of `model`."""
    registry.declarations[model] = said
    restart()


def restart() -> None:
    """As if every process had been started again."""
    for name in HOLDING:
        held: list[Any] = list(vars(importlib.import_module(name)).values())
        for one in held:
            if hasattr(one, "cache_clear"):
                one.cache_clear()
    forget()
