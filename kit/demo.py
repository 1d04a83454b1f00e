"""The demo studio: each area loads its part, registered in its `demo.py`, in the order they need one another."""

import datetime as dt
from collections.abc import Callable, Iterable
from graphlib import TopologicalSorter

from django.utils.module_loading import autodiscover_modules

Load = Callable[[dt.datetime], str]
_loads: dict[str, tuple[Load, tuple[str, ...]]] = {}


def demo(name: str, *, after: Iterable[str] = ()) -> Callable[[Load], Load]:
    """Register the decorated `(at) -> "24 pieces"` as the demo data `name`. Loading twice must be loading once."""

    def register(load: Load) -> Load:
        _loads[name] = (load, tuple(after))
        return load

    return register


def load_all(*, at: dt.datetime) -> Iterable[tuple[str, str]]:
    """Load every area's demo data; yields each name with what was loaded."""
    autodiscover_modules("demo")
    order = TopologicalSorter({name: set(after) & _loads.keys() for name, (_, after) in _loads.items()})
    for name in order.static_order():
        yield name, _loads[name][0](at)
