"""Which versions were announced, which is in force at an instant, and what it promised."""

import dataclasses
import datetime as dt
import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from kit.generation import per_generation
from privacy.datamap.locks import Published
from privacy.datamap.types import Purpose
from privacy.notice.models import Version


@dataclass(frozen=True, slots=True)
class Known:
    """A version that was published. `texts`: summary, reasons, questions by language."""

    version: str
    fingerprint: str
    effective_on: dt.date
    effective_at: dt.datetime
    published_at: dt.datetime | None
    announced_at: dt.datetime | None
    texts: dict[str, Any]
    words: dict[str, Any]
    skeleton: dict[str, Any]
    promised: Published

    def holds(self, at: dt.datetime) -> bool:
        """Whether it is in force or was: its date has come, and everybody had been told."""
        return self.effective_at <= at and self.announced_at is not None


def zone() -> ZoneInfo:
    """The studio's time zone: dates of the notice are dates there."""
    return ZoneInfo(settings.PRIVACY_ZONE)


def midnight(day: dt.date) -> dt.datetime:
    """The instant (UTC) a day begins in the studio."""
    return dt.datetime.combine(day, dt.time(), zone()).astimezone(dt.UTC)


@per_generation
def _kept() -> tuple[tuple[Known, ...], Known | None]:
    """The announced versions by effective date, and the founding one if this site was launched with it."""
    rows = list(Version.objects.exclude(published_at=None).order_by("effective_at", "pk"))
    stood = next((dataclasses.replace(_known(row), published_at=None) for row in rows if row.founding), None)
    return tuple(_known(row) for row in rows if not row.founding), stood


def announced() -> tuple[Known, ...]:
    """Every published version after the founding one, by effective date."""
    return _kept()[0]


def founding() -> Known:
    """The version the site was founded with: as it was at the launch; before, as the policy's file says now."""
    return _kept()[1] or _file()[0]


def launched() -> bool:
    """Whether the founding version stands: this site or the file says so, or a change of it was announced."""
    changes, stood = _kept()
    return bool(stood or changes) or _file()[1]


def current(at: dt.datetime) -> Known:
    """The version in force at `at`."""
    return next((one for one in reversed(announced()) if one.holds(at)), founding())


def coming(at: dt.datetime) -> list[Known]:
    """Versions that are published and not in force yet at `at`, the nearest first."""
    newest = current(at)
    return [one for one in announced() if not one.holds(at) and one.effective_at >= newest.effective_at]


def promised(at: dt.datetime) -> Published | None:
    """What the notice in force promised; None before the launch, when the founding version follows the code."""
    return current(at).promised if launched() else None


def covering(purpose: Purpose, at: dt.datetime) -> frozenset[str] | None:
    """The versions that said of `purpose` all that the one in force says; None before the launch."""
    return _covering(purpose.id, current(at).version) if launched() else None


@per_generation
def _covering(purpose: str, version: str) -> frozenset[str]:
    """The same by names: worked out once a version."""
    known = (founding(), *announced())
    now = next(one for one in known if one.version == version).promised
    return frozenset(one.version for one in known if one.promised.covers(now, purpose))


def _file() -> tuple[Known, bool]:
    path = Path(settings.PRIVACY_NOTICE_FILE)
    return _read(path, path.stat().st_mtime_ns)


def _known(row: Version) -> Known:
    if row.effective_on is None or row.effective_at is None:
        raise AssertionError(f"version {row.version} was published without a date")
    return Known(
        row.version,
        row.fingerprint,
        row.effective_on,
        row.effective_at,
        row.published_at,
        row.announced_at,
        row.texts,
        row.words,
        row.skeleton,
        Published.of(row.skeleton),
    )


@functools.lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> tuple[Known, bool]:
    said = json.loads(path.read_text())
    day = dt.date.fromisoformat(said["effective_on"])
    known = Known(
        said["version"],
        said["fingerprint"],
        day,
        midnight(day),
        None,
        midnight(day),
        {},
        said.get("words", {}),
        said["skeleton"],
        Published.of(said["skeleton"]),
    )
    return known, bool(said.get("launched_on"))
