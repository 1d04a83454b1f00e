"""The page where every consent is given and taken back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit import clock
from kit.origin import own_pages_only
from privacy.consent import queries, registry, services, visitors
from privacy.consent.forms import Choices
from privacy.consent.types import Shown
from privacy.datamap import queries as datamap
from privacy.datamap.types import Basis, Purpose


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


def _asked(request: HttpRequest) -> list[Purpose]:
    consented = [one for one in datamap.purposes() if one.basis is Basis.CONSENT]
    return [one for one in consented if one.asked_of_browser or request.user.is_authenticated]


def _chosen(request: HttpRequest, asked: list[Purpose]) -> dict[str, bool]:
    person = getattr(request.user, "person_id", None)
    return {
        one.id: visitors.allows(request, one)
        if one.asked_of_browser
        else person is not None and queries.stands(person, purpose=one)
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
        if answered[one.id] == queries.stands(person, purpose=one):
            continue
        shown = Shown(
            text=f"{one.title}\n{one.explanation}",
            language=get_language() or "",
            notice_version=registry.notice_version(at),
            surface="choices",
            method="switch",
        )
        services.record(person_id=person, purpose=one, granted=answered[one.id], shown=shown, at=at)


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
    }
