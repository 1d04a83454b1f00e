"""Advisories in the OSV format, read with suspicion: they come from outside. https://ossf.github.io/osv-schema/"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from privacy.scans.types import Severity

ECOSYSTEM = "PyPI"
LARGEST = 1024 * 1024
# Also a file's name: no slash, no dot in front, no longer than a finding's own name.
ID = re.compile(r"[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9._-]{1,50}")
EVENTS = {"introduced", "fixed", "last_affected", "limit"}

Event = tuple[str, str]


class NotReadable(ValueError):
    """Not an advisory as the format describes one."""


@dataclass(frozen=True, slots=True)
class Affected:
    """Versions of one library: named one by one, and as ranges of (kind, version) events."""

    library: str
    versions: frozenset[str]
    ranges: tuple[tuple[Event, ...], ...]

    def touches(self, version: str) -> bool:
        """Whether a version is named or lies in a range. What cannot be compared counts as touched: a human looks."""
        try:
            mine = Version(version)
            return any(_same(one, mine, version) for one in self.versions) or any(
                _within(mine, events) for events in self.ranges
            )
        except InvalidVersion:
            return True


@dataclass(frozen=True, slots=True)
class Advisory:
    """What one advisory says about libraries of our ecosystem."""

    id: str
    modified_at: dt.datetime
    withdrawn: bool
    summary: str
    severity: Severity
    affected: tuple[Affected, ...]

    def touched(self, locked: Mapping[str, str]) -> list[str]:
        """The locked libraries it speaks of in their locked version; none once it was withdrawn."""
        if self.withdrawn:
            return []
        mine = (one for one in self.affected if one.library in locked)
        return sorted({one.library for one in mine if one.touches(locked[one.library])})


def read(raw: bytes) -> Advisory:
    """The advisory in these bytes. Raises NotReadable, whatever they are."""
    try:
        said = json.loads(raw if len(raw) <= LARGEST else b"")
        return Advisory(
            id=identifier(said["id"]),
            modified_at=moment(said["modified"]),
            withdrawn=bool(said.get("withdrawn")),
            summary=_plain(said.get("summary") or ""),
            severity=_severity(said.get("database_specific") or {}),
            affected=tuple(_affected(one) for one in said.get("affected") or () if _is_ours(one)),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise NotReadable(type(error).__name__) from None


def identifier(said: Any) -> str:
    """A name an advisory may have. Raises NotReadable."""
    if not isinstance(said, str) or not ID.fullmatch(said) or len(said) > 60:
        raise NotReadable("id")
    return said


def moment(said: Any) -> dt.datetime:
    """A moment with its zone. Raises ValueError or TypeError."""
    at = dt.datetime.fromisoformat(said)
    if at.tzinfo is None:
        raise NotReadable("a time without a zone")
    return at


def _is_ours(said: Mapping[str, Any]) -> bool:
    return (said.get("package") or {}).get("ecosystem") == ECOSYSTEM


def _affected(said: Mapping[str, Any]) -> Affected:
    ranges = (one for one in said.get("ranges") or () if one["type"] != "GIT")
    return Affected(
        library=str(canonicalize_name(_text(said["package"]["name"]))),
        versions=frozenset(_text(one) for one in said.get("versions") or ()),
        ranges=tuple(tuple(_event(event) for event in one["events"]) for one in ranges),
    )


def _event(said: Mapping[str, Any]) -> Event:
    ((kind, version),) = said.items()
    if kind not in EVENTS:
        raise NotReadable("event")
    return kind, _text(version)


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise NotReadable("not a text")
    return said


def _plain(said: Any) -> str:
    """What can be printed: a NUL or half a character would not go into a database."""
    return "".join(one for one in _text(said)[:1_000] if one.isprintable())


def _severity(said: Mapping[str, Any]) -> Severity:
    """High unless the advisory itself calls it low or moderate: the doubtful is mended in three days."""
    named = str(said.get("severity", "")).upper()
    return Severity.MODERATE if named in {"LOW", "MODERATE", "MEDIUM"} else Severity.HIGH


def _same(named: str, mine: Version, version: str) -> bool:
    """By word, or by meaning where the word is a version (1.0 is 1.0.0). Lists hold old names that are none."""
    try:
        return named == version or Version(named) == mine
    except InvalidVersion:
        return False


def _within(mine: Version, events: tuple[Event, ...]) -> bool:
    """The format's own way of evaluating a range. Raises InvalidVersion."""
    inside = False
    for kind, at in sorted(((kind, Version(value)) for kind, value in events if value != "*"), key=lambda one: one[1]):
        if kind == "introduced" and mine >= at:
            inside = True
        elif (kind in {"fixed", "limit"} and mine >= at) or (kind == "last_affected" and mine > at):
            inside = False
    return inside
