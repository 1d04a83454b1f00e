"""Calm answers for what Django has no page of its own for: gone, too many, closed."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def gone(request: HttpRequest) -> HttpResponse:
    """410: what stood here was removed for good."""
    return HttpResponse(render_to_string("410.html"), status=410)


def too_many(request: HttpRequest, *, retry_after: int = 60) -> HttpResponse:
    """429: come back in `retry_after` seconds."""
    return HttpResponse(render_to_string("429.html"), status=429, headers={"Retry-After": str(retry_after)})


def closed(request: HttpRequest, *, retry_after: int = 120) -> HttpResponse:
    """503: the site is being looked after."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(retry_after)})
