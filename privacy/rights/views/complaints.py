"""What people complained about, and what changed: figures that show nobody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kit.pages import public_page
from privacy.rights import queries


@public_page()
def complaints(request: HttpRequest) -> HttpResponse:
    """The summaries, newest quarter first, and the changes."""
    context = {
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "summaries": queries.summaries(),
        "lessons": queries.lessons(),
    }
    return render(request, "privacy_rights/complaints.html", context)
