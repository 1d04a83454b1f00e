"""The page where every consent is given and taken back."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kit import clock
from kit.origin import own_pages_only
from privacy.consent import links, queries, registry, services, visitors
from privacy.consent.forms import Choices
from privacy.consent.types import DESPITE_SIGNAL, SWITCH, Shown
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Purpose, Text
from privacy.people import queries as people


@never_cache
@own_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Show the switches; on POST keep them, on record for a signed-in person."""
    asked = _asked(request)
    if request.method != "POST":
        form = Choices(asked, chosen=_chosen(request, asked), data=None)
        return render(request, "privacy_consent/choices.html", _context(request, form))
    answered = _answered(request, asked)
    response = _after(request)
    visitors.remember(request, response, {one.id: answered[one.id] for one in asked if one.asked_of_browser})
    if request.user.is_authenticated:
        _record(request, asked, answered)
    return response


@csrf_exempt  # a mail program posts here (RFC 8058); the signed address is the proof, and it can do nothing else
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One click in a mail: GET shows a button, POST takes the consent back, twice the same as once."""
    wish = links.read(token, at=clock.now())
    if wish is None:
        raise Http404
    if request.method == "POST":
        services.withdraw_everywhere(
            person_ids=people.all_of_one(wish.person_id),
            purpose=wish.purpose,
            language=get_language() or "",
            surface="mail",
            method="one-click",
            at=clock.now(),
        )
    context = {"base": settings.PRIVACY_BASE_TEMPLATE, "purpose": wish.purpose, "done": request.method == "POST"}
    return render(request, "privacy_consent/stop.html", context)


def _asked(request: HttpRequest) -> list[Purpose]:
    at = clock.now()
    consented = [one for one in datamap.purposes() if locks.rests_on_consent(one, at)]
    return [one for one in consented if one.asked_of_browser or request.user.is_authenticated]


def _chosen(request: HttpRequest, asked: list[Purpose]) -> dict[str, bool]:
    person = getattr(request.user, "person_id", None)
    return {
        one.id: visitors.allows(request, one)
        if one.asked_of_browser
        else person is not None and queries.stands(person, purpose=one, at=clock.now())
        for one in asked
    }


def _answered(request: HttpRequest, asked: list[Purpose]) -> dict[str, bool]:
    """`all=yes|no` from the sheet's two buttons speaks for the browser's purposes; the page's form for every switch."""
    if (whole := request.POST.get("all")) in {"yes", "no"}:
        return _chosen(request, asked) | {one.id: whole == "yes" for one in asked if one.asked_of_browser}
    form = Choices(asked, chosen={}, data=request.POST.dict())
    form.full_clean()
    return {one.id: bool(form.cleaned_data.get(one.id)) for one in asked}


def _record(request: HttpRequest, asked: list[Purpose], answered: dict[str, bool]) -> None:
    at, person = clock.now(), request.user.person_id  # type: ignore[union-attr]
    for one in asked:
        if answered[one.id] == queries.stands(person, purpose=one, at=at):
            continue
        shown = Shown(
            text=f"{one.title}\n{one.explanation}",
            language=get_language() or "",
            notice_version=registry.notice_version(at),
            surface="choices",
            method=DESPITE_SIGNAL if one.refused_by_gpc and visitors.refuses_by_gpc(request) else SWITCH,
        )
        if answered[one.id]:
            services.record(person_id=person, purpose=one, granted=True, shown=shown, at=at)
        else:
            services.withdraw(person_id=person, purpose=one, shown=shown, at=at)


def _after(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return HttpResponse(status=204)
    return redirect(f"{request.path}?saved=1")


def _context(request: HttpRequest, form: Choices) -> dict[str, object]:
    return {
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "form": form,
        "saved": "saved" in request.GET,
        "gpc": visitors.refuses_by_gpc(request),
        "switched_off": _switched_off(request),
    }


def _switched_off(request: HttpRequest) -> list[Text]:
    """What Global Privacy Control has ended for this person and stays off."""
    if (person := getattr(request.user, "person_id", None)) is None:
        return []
    ended = queries.refused_by_signal(people.all_of_one(person))
    return [one.title for one in _asked(request) if one.id in ended]
