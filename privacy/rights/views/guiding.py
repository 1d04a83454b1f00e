"""Guides with pictures and a film, recorded from the running site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language

from kit.pages import public_page
from privacy.rights import registry
from privacy.rights.types import Guide


@public_page()
def guides(request: HttpRequest) -> HttpResponse:
    """All guides."""
    shown = [(guide, _recorded(guide, f"{guide.steps[0].slug}.webp")) for guide in registry.guides().values()]
    return render(request, "privacy_rights/guides.html", {"base": settings.PRIVACY_BASE_TEMPLATE, "guides": shown})


@public_page()
def guide(request: HttpRequest, right: str) -> HttpResponse:
    """One guide."""
    found = registry.guides().get(right)
    if found is None:
        raise Http404
    context = {
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "guide": found,
        "film": _recorded(found, "film.webm"),
        "steps": [(step, _recorded(found, f"{step.slug}.webp")) for step in found.steps],
    }
    return render(request, "privacy_rights/guide.html", context)


def _recorded(guide: Guide, name: str) -> str:
    return static(f"{settings.PRIVACY_GUIDES}/{get_language()}/{guide.right}/{name}")
