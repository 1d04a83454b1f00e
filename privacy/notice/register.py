"""The register of everything the site keeps in a browser."""

from collections.abc import Iterable

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
    return (place, name.removeprefix("__Host-")) in _stored
