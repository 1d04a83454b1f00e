"""The desk's first page: what waits for somebody."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kit import clock
from kit.jobs import queries as jobs
from policy.purposes import OVERVIEW
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.analytics import queries as analytics
from shop.backoffice.waiting import Counts, for_post


@require_safe
@staff_required(OVERVIEW)
def home(request: HttpRequest) -> HttpResponse:
    """What waits, and how the house stands."""
    at = clock.now()
    month_ago = at - dt.timedelta(days=30)
    lines = for_post(accounts.actor(request).role, Counts(at))
    context = {
        "waiting": [one for one in lines if one.count],
        "quiet": [one for one in lines if not one.count],
        "faults": accounts.faults(since=month_ago.date())[:10],
        "read": analytics.most_read(at=at, limit=8),
        "queue": jobs.health(at=at),
    }
    return render(request, "backoffice/home.html", context)
