"""The page between us and elsewhere: it says where the link leads and never goes there by itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from privacy.outside import services


@require_safe
def leaving(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads and what may happen there; 404 for what we did not sign."""
    there = services.signed_destination(token)
    if there is None:
        raise Http404
    context = {"base": settings.PRIVACY_BASE_TEMPLATE, "there": there, "known": services.known(there)}
    response = render(request, "privacy_outside/leaving.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
