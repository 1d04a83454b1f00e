"""Choices of a browser, kept in one registered cookie; Global Privacy Control refuses unless they are repeated."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from kit import clock
from privacy.consent import registry
from privacy.datamap import locks
from privacy.datamap.types import Purpose

COOKIE = "choices"
NOTICE = "notice"  # the key of the version
KEPT_SECONDS = 180 * 24 * 3600
YES, NO, DESPITE = "yes", "no", "despite"  # DESPITE: a yes given while Global Privacy Control was already on


def refuses_by_gpc(request: HttpRequest) -> bool:
    """Whether the browser sends Global Privacy Control."""
    return request.headers.get("Sec-GPC") == "1"


def answers(request: HttpRequest) -> dict[str, str]:
    """What this browser's visitor chose, by purpose id. Anything unreadable counts as never asked."""
    return {purpose: answer for purpose, answer in _told(request).items() if answer in {YES, NO, DESPITE}}


def _told(request: HttpRequest) -> dict[str, str]:
    """Everything the cookie says: answers, and the version of the notice they were given under."""
    parts = (part.partition("_") for part in request.COOKIES.get(COOKIE, "")[:500].split("."))
    return {key: said for key, _, said in parts if key and said}


def allows(request: HttpRequest, purpose: Purpose) -> bool:
    """Whether this visitor allows `purpose` now. No answer is a no; so is a yes older than Global Privacy Control, and
    one given under a notice that said less of the purpose than the one in force.
    """
    if not locks.is_open(purpose, clock.now()):
        return False
    covering = registry.covering(purpose, clock.now())
    if covering is not None and _told(request).get(NOTICE, "") not in covering:
        return False
    answer = answers(request).get(purpose.id)
    if refuses_by_gpc(request) and purpose.refused_by_gpc:
        return answer == DESPITE
    return answer in {YES, DESPITE}


def remember(request: HttpRequest, response: HttpResponse, chosen: Mapping[str, bool]) -> None:
    """Keep the visitor's choices for half a year, then ask again. Scripts may read them, so as not to ask twice."""
    yes = DESPITE if refuses_by_gpc(request) else YES
    kept = answers(request) | {purpose: yes if granted else NO for purpose, granted in chosen.items()}
    said = {NOTICE: registry.notice_version(clock.now())} | kept
    value = ".".join(f"{purpose}_{answer}" for purpose, answer in sorted(said.items()) if answer)
    response.set_cookie(COOKIE, value, max_age=KEPT_SECONDS, secure=request.is_secure(), httponly=False, samesite="Lax")
