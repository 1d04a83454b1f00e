"""The changes of the notice: what changes, why, word by word; and a form to ask about it."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit import clock, limits
from kit.crowds import coarse
from kit.pages import public_page
from privacy.notice import history, queries, services, telling
from privacy.notice.forms import AskForm
from privacy.notice.models import Meeting, Version


@public_page()
def changes(request: HttpRequest) -> HttpResponse:
    """Every version of the notice, the newest first."""
    at = clock.now()
    context = _context(at) | {"versions": queries.published(), "founding": history.founding()}
    return render(request, "privacy_notice/changes.html", context)


@public_page()
def change(request: HttpRequest, version: str) -> HttpResponse:
    """One change: its plain description, reasons, questions, and every difference."""
    found, language, at = _published(version), get_language() or "en", clock.now()
    explained = {key: said.get(language, "") for key, said in found.explained.items()}
    context = _context(at) | {
        "version": found,
        "said": found.texts.get(language, {}),
        "differences": [(telling.phrase(one), explained.get(one["key"], "")) for one in found.differs],
        "clauses": queries.clause_differences(found, language),
        "meetings": [(one, _instant(one)) for one in queries.meetings(found)],
        "told": coarse(queries.told(found)),
        "open": not _holds(found, at),
    }
    return render(request, "privacy_notice/change.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, version: str) -> HttpResponse:
    """A question about a change; answered by mail."""
    found, at = _published(version), clock.now()
    person_id = getattr(request.user, "person_id", None)
    form = AskForm(request.POST or None, known=person_id is not None)
    if request.method == "POST" and form.is_valid():
        if limits.within(request, "privacy_form"):
            services.ask(
                version=found,
                words=form.cleaned_data["words"],
                email=form.cleaned_data.get("email", ""),
                language=get_language() or "en",
                person_id=person_id,
                at=at,
            )
            return redirect(f"{request.path}?sent=1")
        form.add_error(None, _("There were too many messages from here. Please try again in an hour."))
    context = _context(at) | {
        "version": found,
        "form": form,
        "sent": "sent" in request.GET,
        "days": services.QUESTION.days,
    }
    return render(request, "privacy_notice/ask.html", context, status=422 if form.errors else 200)


def _published(name: str) -> Version:
    found = queries.version(name)
    if found is None or found.published_at is None:
        raise Http404
    return found


def _holds(version: Version, at: dt.datetime) -> bool:
    return any(one.version == version.version and one.holds(at) for one in history.announced())


def _instant(meeting: Meeting) -> dt.datetime:
    wall = dt.datetime.combine(meeting.on, meeting.wall_time, ZoneInfo(meeting.zone))
    return wall.astimezone(dt.UTC)


def _context(at: dt.datetime) -> dict[str, Any]:
    return {"base": settings.PRIVACY_BASE_TEMPLATE, "current": history.current(at), "coming": history.coming(at)}
