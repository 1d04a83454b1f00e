"""Weak spots at the desk: what was found, who mends it, by when."""

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kit import clock
from kit.jobs.services import enqueue
from privacy.datamap.vocabulary import OVERSEE_STAFF
from privacy.scans import queries, services
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required

SHOWN = 30


@require_safe
@staff_required(OVERSEE_STAFF)
def weak_spots(request: HttpRequest) -> HttpResponse:
    """What is open, what was mended, when was looked."""
    context = {
        "findings": [(one, queries.is_taken_on(one)) for one in queries.open_findings()],
        "post": queries.post(),
        "mended": queries.mended()[:SHOWN],
        "scans": queries.last_scans(),
        "asks": bool(settings.PRIVACY_ADVISORY_SERVICE),
        "answer": queries.last_answer(),
        "trouble": queries.last_trouble(),
        "at": clock.now(),
    }
    return render(request, "backoffice/weak_spots.html", context)


@require_POST
@staff_required(OVERSEE_STAFF)
def scan(_request: HttpRequest) -> HttpResponse:
    """Look now with what is known; the service is asked by a job, which looks again when it has answered."""
    at = clock.now()
    services.scan(at=at)
    if settings.PRIVACY_ADVISORY_SERVICE:
        # Clicked twice is asked once: each asking is tried for hours.
        enqueue("scans.ask", args={}, at=at, key=f"scans.ask:{at:%Y-%m-%dT%H:%M}")
    return redirect("desk:weak-spots")


@require_POST
@staff_required(OVERSEE_STAFF)
def take_on(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """Mend it oneself."""
    finding = queries.open_findings().filter(pk=finding_id).first()
    if finding is None:
        raise Http404
    services.take_on(finding=finding, by=accounts.actor(request), at=clock.now())
    return redirect("desk:weak-spots")
