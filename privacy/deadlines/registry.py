"""Which kinds of answers there are, and after which calendars their days are counted."""

from kit.workdays import CHINA, Calendar
from privacy.deadlines.types import Kind

_kinds: dict[str, Kind] = {}
_calendars: dict[str, Calendar] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known. Raises ValueError when another one has the id."""
    for kind in kinds:
        if (taken := _kinds.setdefault(kind.id, kind)) != kind:
            raise ValueError(f"two kinds of deadline are called {taken.id!r}")


def fill(*calendars: Calendar) -> None:
    """Make the policy's calendars known; the first is the house's own."""
    _calendars.clear()
    _calendars.update({one.id: one for one in calendars})


def kind(kind_id: str) -> Kind:
    """The kind. Raises LookupError."""
    return _kinds[kind_id]


def house() -> Calendar:
    """The calendar that holds when none is named."""
    return next(iter(_calendars.values()), CHINA)


def calendar(calendar_id: str) -> Calendar:
    """A known calendar; the house's for one the policy has dropped."""
    return _calendars.get(calendar_id) or house()
