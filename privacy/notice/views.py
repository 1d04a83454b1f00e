"""The privacy notice, rendered from the declarations."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from kit.pages import public_page
from privacy.notice import register, versions
from privacy.notice.record import record


@public_page()
def notice(request: HttpRequest) -> HttpResponse:
    """What is used for what, until when, by whom: the code's own declarations in the visitor's language."""
    said = record()
    used = [purpose for purpose in said["purposes"] if purpose["data"] or purpose["basis"] == "consent"]
    context = {
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "purposes": used,
        "recipients": said["recipients"],
        "browser": register.items(),
        "published": versions.published(),
        "wording": settings.PRIVACY_NOTICE_WORDING,
    }
    return render(request, "privacy_notice/notice.html", context)


@public_page()
def notice_json(request: HttpRequest) -> JsonResponse:
    """The same for machines."""
    return JsonResponse(record() | {"version": versions.published()["version"]})


@public_page()
def gpc(request: HttpRequest) -> JsonResponse:
    """That this site honours Global Privacy Control (`/.well-known/gpc.json`)."""
    return JsonResponse({"gpc": True, "lastUpdate": versions.published()["effective_on"]})
