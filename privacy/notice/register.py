"""The register of everything the site keeps in a browser."""

import datetime as dt
from collections.abc import Iterable

from privacy.datamap import locks
from privacy.notice.types import Place, Stored

_stored: dict[tuple[Place, str], Stored] = {}


def fill(items: Iterable[Stored]) -> None:
    """Make the policy's list known. Called while the apps start."""
    _stored.update({(item.place, item.name): item for item in items})


def items() -> list[Stored]:
    """Every registered item, in the policy's order."""
    return list(_stored.values())


def knows(place: Place, name: str) -> bool:
    """Whether an item is registered. The `__Host-` prefix belongs to the transport, not to the name."""
    return _key(place, name) in _stored


def open_items(at: dt.datetime) -> list[Stored]:
    """The items that may be kept at `at`: registered, and told of by the notice in force."""
    promised = locks.published(at)
    return [one for one in items() if promised is None or one.key in promised.browser]


def is_open(place: Place, name: str, *, at: dt.datetime) -> bool:
    """Whether a registered item may be kept at `at`: one that is new waits for the notice that tells of it."""
    promised = locks.published(at)
    return promised is None or _stored[_key(place, name)].key in promised.browser


def _key(place: Place, name: str) -> tuple[Place, str]:
    return place, name.removeprefix("__Host-")
