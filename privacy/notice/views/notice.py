"""The privacy notice: as the code declares it, or as the version in force said it while the code is ahead."""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kit import clock
from kit.countries import country_name
from kit.pages import public_page
from privacy.notice import history, words
from privacy.notice.record import firms_behind, record


@public_page()
def notice(request: HttpRequest) -> HttpResponse:
    """What is used for what, until when, by whom, in the visitor's language."""
    known, live = history.current(clock.now()), words.spoken(get_language() or settings.LANGUAGE_CODE)
    said = known.words.get(get_language() or "", {}) if history.launched() else {}
    ahead = bool(said) and said != live
    shown = said if ahead else live
    behind = firms_behind()
    context = {
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "purposes": [one for one in shown["purposes"] if one["data"] or one["basis"] == "consent"],
        "recipients": [
            one
            | {"country_name": _country(one["region"]), "firms": [_firm(firm) for firm in behind.get(one["id"], ())]}
            for one in shown["recipients"]
        ],
        "stores": [one | {"country_name": _country(one["country"])} for one in shown.get("stores", ())],
        "browser": [_stored(one) for one in shown["browser"]],
        "published": known,
        "coming": history.coming(clock.now()),
        "wording": settings.PRIVACY_NOTICE_WORDING,
        "spoken": shown["wording"] if ahead else {},
    }
    return render(request, "privacy_notice/notice.html", context)


@public_page()
def notice_json(request: HttpRequest) -> JsonResponse:
    """The same for machines."""
    at = clock.now()
    coming = [{"version": one.version, "effective_on": one.effective_on.isoformat()} for one in history.coming(at)]
    return JsonResponse(record() | {"version": history.current(at).version, "coming": coming})


@public_page()
def gpc(request: HttpRequest) -> JsonResponse:
    """That this site honours Global Privacy Control (`/.well-known/gpc.json`)."""
    return JsonResponse({"gpc": True, "lastUpdate": history.current(clock.now()).effective_on.isoformat()})


def _firm(said: dict[str, str]) -> dict[str, str]:
    return said | {"country_name": _country(said["country"])}


def _country(code: str) -> str:
    return country_name(code, get_language() or "en")


def _stored(one: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(**one, is_cookie=one["place"] == "cookie", kind=f"browser:{one['place']}")
