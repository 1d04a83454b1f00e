"""The policy's ages, and the channels in which words arrive. Areas add their channel and send `words_arrived`."""

import uuid
from collections.abc import Callable, Mapping

from privacy.children.types import Age
from privacy.datamap.types import Text

_ages: dict[str, Age] = {}
_elsewhere: list[Age] = []
_channels: dict[str, Text] = {}
_numbers: list[Callable[[str], uuid.UUID | None]] = []


def use_ages(by_country: Mapping[str, Age], *, elsewhere: Age, youngest: int) -> None:
    """Make the policy's table known. Raises ValueError when it allows anybody younger than `youngest`."""
    if low := [country for country, age in by_country.items() if age.years < youngest]:
        raise ValueError(f"under {youngest} nowhere: {', '.join(low)}")
    _ages.update(by_country)
    _elsewhere[:] = [elsewhere]


def age_in(country: str) -> Age:
    """From which age a person may act alone in a country (ISO 3166 alpha-2)."""
    return _ages.get(country, _elsewhere[0])


def ages() -> Mapping[str, Age]:
    """The whole table."""
    return _ages


def register_number(owner: Callable[[str], uuid.UUID | None]) -> Callable[[str], uuid.UUID | None]:
    """Have `(number) -> person` asked for whose order or case a number is; None where it is not one of theirs."""
    if owner not in _numbers:
        _numbers.append(owner)
    return owner


def owner_of(number: str) -> uuid.UUID | None:
    """Whose number it is, such as an order's; None where nobody knows it."""
    return next((person for ask in _numbers if (person := ask(number))), None)


def channel(name: str, title: Text) -> str:
    """Name a way in which people's words arrive, such as `registrations`. Returns the name."""
    _channels[name] = title
    return name


def channel_title(name: str) -> str:
    """A channel as people read it."""
    return str(_channels.get(name, name))


def channels() -> Mapping[str, Text]:
    """Every channel that is watched."""
    return _channels
