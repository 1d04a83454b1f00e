"""Where our own stores of data rest: the policy fills this register while the apps start."""

from collections.abc import Iterable

from privacy.sharing.types import Store

_stores: dict[str, Store] = {}


def fill(stores: Iterable[Store]) -> None:
    """Make the policy's stores known. Raises ValueError when the same id means two stores."""
    for store in stores:
        if _stores.setdefault(store.id, store) != store:
            raise ValueError(f"store {store.id!r} is declared twice")


def stores() -> list[Store]:
    """Every store, in the policy's order."""
    return list(_stores.values())
