"""Calm answers for what Django has no page of its own for: gone, too many, closed, failed."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

# A store that is full, locked or away.
STORE_AWAY = (OperationalError, OSError)


def gone(request: HttpRequest) -> HttpResponse:
    """410: what stood here was removed for good."""
    return HttpResponse(_page("410", request), status=410)


def too_many(request: HttpRequest, *, retry_after: int = 60) -> HttpResponse:
    """429: come back in `retry_after` seconds."""
    return HttpResponse(_page("429", request), status=429, headers={"Retry-After": str(retry_after)})


def closed(request: HttpRequest, *, retry_after: int = 120) -> HttpResponse:
    """503: the site is being looked after."""
    return HttpResponse(_page("503", request), status=503, headers={"Retry-After": str(retry_after)})


def failed(request: HttpRequest) -> HttpResponse:
    """The site's `handler500`: a store that is full, locked or away is 503, come back soon; all else is 500."""
    if isinstance(sys.exc_info()[1], STORE_AWAY):
        return closed(request, retry_after=30)
    return HttpResponse(_page("500", request), status=500)


def _page(code: str, request: HttpRequest) -> str:
    """The page on the visitor's ground: the request alone, for whatever else a page is given may be what has failed."""
    return render_to_string(f"{code}.html", {"request": request})
