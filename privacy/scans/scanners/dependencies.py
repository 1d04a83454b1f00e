"""Libraries in use against known advisories: files in the OSV format, one advisory each, put into a folder.

The folder is brought up to date from outside; nothing is asked over the network. How old the newest advisory is stands
in the result, so that nobody takes old knowledge for none to be had.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from privacy.scans.registry import scanner
from privacy.scans.types import Found, Look, Severity

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
RELEASE = re.compile(r"v?(\d+(?:\.\d+)*)[-._]?([a-z]*)[-._]?(\d*)")
BEFORE = {"a", "alpha", "b", "beta", "c", "rc", "pre", "dev"}
STALE = dt.timedelta(days=30)


@scanner("dependencies")
def dependencies(at: dt.datetime) -> Look:
    """Every locked library against every advisory in the folder."""
    locked = {_normal(name): version for name, version in PINNED.findall(Path(settings.PRIVACY_LOCK_FILE).read_text())}
    advisories = list(_advisories(Path(settings.PRIVACY_ADVISORIES)))
    found = [hit for advisory in advisories for hit in _hits(advisory, locked)]
    newest = max((_moment(one["modified"]) for one in advisories if one.get("modified")), default=None)
    if newest is None or newest < at - STALE:
        mend = "Put current OSV files for PyPI into the folder of advisories (docs/running.md)."
        found.append(Found("advisories-old", "advisories", Severity.MODERATE, mend))
    return Look(found, len(locked), newest)


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Whether a version lies in the list or in a range of an `affected` entry (OSV schema 1.6, ECOSYSTEM ranges)."""
    if version in affected.get("versions", ()):
        return True
    return any(_in_range(version, one["events"]) for one in affected.get("ranges", ()) if one["type"] != "GIT")


def _in_range(version: str, events: Iterable[Mapping[str, str]]) -> bool:
    mine, inside = _parts(version), False
    for event in sorted(events, key=lambda one: _parts(next(iter(one.values())))):
        kind, value = next(iter(event.items()))
        if kind == "introduced" and (value == "0" or mine >= _parts(value)):
            inside = True
        elif (kind == "fixed" and mine >= _parts(value)) or (kind == "last_affected" and mine > _parts(value)):
            inside = False
    return inside


def _hits(advisory: Mapping[str, Any], locked: Mapping[str, str]) -> Iterator[Found]:
    if advisory.get("withdrawn"):
        return
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        name = _normal(package.get("name", ""))
        if package.get("ecosystem") == "PyPI" and name in locked and is_affected(locked[name], affected):
            mend = f"{name} {locked[name]}: {advisory.get('summary', '')}"
            yield Found(advisory["id"], name, _severity(advisory), mend)
            return


def _severity(advisory: Mapping[str, Any]) -> Severity:
    """High unless the advisory itself calls it low or moderate: the doubtful is mended in three days."""
    said = str(advisory.get("database_specific", {}).get("severity", "")).upper()
    return Severity.MODERATE if said in {"LOW", "MODERATE", "MEDIUM"} else Severity.HIGH


def _advisories(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        yield json.loads(path.read_text())


def _parts(version: str) -> tuple[tuple[int, ...], int, int]:
    """A version to compare: its release without trailing zeros, then 0 before it (1.0rc1), 1 itself, 2 after it."""
    found = RELEASE.match(version.lower())
    if found is None:
        return (), 1, 0
    numbers = [int(one) for one in found[1].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    stage = 1 if not found[2] else 0 if found[2] in BEFORE else 2
    return tuple(numbers), stage, int(found[3] or 0)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
