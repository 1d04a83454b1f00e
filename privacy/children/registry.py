"""The policy's ages, and the channels in which words arrive. Areas add their channel and send `words_arrived`."""

from collections.abc import Mapping

from privacy.children.types import Age
from privacy.datamap.types import Text

_ages: dict[str, Age] = {}
_elsewhere: list[Age] = []
_channels: dict[str, Text] = {}


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
