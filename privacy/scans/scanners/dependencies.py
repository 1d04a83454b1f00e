"""Libraries in use against known advisories: files in the OSV format, one advisory each, in a folder.

A service that is set is asked each night and fills the folder (`services.ask`); without one it is filled by hand. Of
when the knowledge is stands in the result, so that nobody takes old knowledge for none to be had: what was not asked,
or about other versions than these, is unknown.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings

from privacy.scans import queries, shelf
from privacy.scans.locked import digest, libraries
from privacy.scans.models import Asking
from privacy.scans.osv import Advisory
from privacy.scans.registry import scanner
from privacy.scans.types import STALE_CHECK, Found, Look, Severity

# A service is asked each night; hands are slower.
STALE_SERVICE = dt.timedelta(days=7)
STALE_HANDS = dt.timedelta(days=30)
NOT_ANSWERED = "The service of advisories has not answered about these libraries lately: see why under Weak spots."
NOT_FILLED = "Set SHIJIANG_ADVISORY_SERVICE, or put current OSV files into the folder of advisories (docs/running.md)."


@scanner("dependencies")
def dependencies(at: dt.datetime) -> Look:
    """Every locked library against every advisory in the folder."""
    mine = libraries()
    advisories, unreadable = shelf.advisories()
    answer = _answer_about(mine, advisories)
    found = [*_hits(advisories, mine, answer.advisories if answer else {}), *_gaps(mine, unreadable)]
    until = answer.at if answer else _by_hand(advisories)
    if until is None or until < at - (STALE_SERVICE if settings.PRIVACY_ADVISORY_SERVICE else STALE_HANDS):
        mend = NOT_ANSWERED if settings.PRIVACY_ADVISORY_SERVICE else NOT_FILLED
        found.append(Found(STALE_CHECK, "advisories", Severity.MODERATE, mend))
    return Look(found, len(mine), until)


def _answer_about(mine: Mapping[str, str], advisories: Sequence[Advisory]) -> Asking | None:
    """The last answer, when it was about these very versions and the folder still holds all that it named."""
    answer = queries.last_answer()
    if answer is None or answer.locked != digest(mine):
        return None
    return answer if answer.advisories.keys() <= {one.id for one in advisories} else None


def _by_hand(advisories: Sequence[Advisory]) -> dt.datetime | None:
    """The newest file's own date. With a service it says nothing: half an answer brings new files too."""
    if settings.PRIVACY_ADVISORY_SERVICE:
        return None
    return max((one.modified_at for one in advisories), default=None)


def _hits(advisories: Sequence[Advisory], mine: Mapping[str, str], named: Mapping[str, list[str]]) -> Iterator[Found]:
    """By the advisory's own words, or because the service named it for a library; never once it was withdrawn."""
    for one in advisories:
        by_name = set() if one.withdrawn else set(named.get(one.id, ())) & mine.keys()
        for library in sorted(by_name | set(one.touched(mine))):
            yield Found(one.id, library, one.severity, f"{library} {mine[library]}: {one.summary}")


def _gaps(mine: Mapping[str, str], unreadable: Sequence[str]) -> Iterator[Found]:
    if not mine:
        yield Found("libraries", "lock file", Severity.HIGH, "It names no library: nothing can be looked up.")
    for name in unreadable:
        mend = "It is no advisory in the OSV format: replace it or take it out of the folder of advisories."
        yield Found("advisory-unreadable", name, Severity.MODERATE, mend)
