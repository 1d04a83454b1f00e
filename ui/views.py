"""The gallery of components, and the visitor's choice of look."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from kit import clock
from kit.origin import own_pages_only
from ui.forms import SampleForm
from ui.preferences import LOOKS, remember
from ui.types import Choice, Crumb, Moment, Picture


def sample_picture(name: str, alt: str) -> Picture:
    """One of the drawn bowls of the gallery page."""
    return Picture(static(f"ui/gallery/{name}.svg"), 1200, 900, alt)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component, on the ground of the visitor's choice."""
    wrong = SampleForm({"name": "王 芳", "email": "wang fang", "width": "12000", "delivery": "plain"})
    bowls = [
        sample_picture("one", "Cinnabar bowl, three-quarter view"),
        sample_picture("two", "Ink black bowl, three-quarter view"),
        sample_picture("three", "Persimmon bowl, three-quarter view"),
    ]
    return render(
        request,
        "ui/gallery_page.html",
        {
            "form": SampleForm(prefix="calm"),
            "wrong": wrong,
            "bowls": bowls,
            "until": clock.now() + dt.timedelta(minutes=15),
            "trail": [Crumb("Collection", "#"), Crumb("Bowls", "#"), Crumb("Evening bowl")],
            "facts": [
                ("Length × width × height", "182 × 182 × 74 mm (7.2 × 7.2 × 2.9 in)"),
                ("Weight", "212 g"),
                ("Base", "Hemp cloth, tuotai (dry lacquer)"),
                ("Coats", "62"),
                ("Curing", "148 days"),
            ],
            "moments": [
                Moment("Order placed", clock.now() - dt.timedelta(days=3), "One piece, paid in full."),
                Moment("Being packed", "Today", "Wrapped in silk paper and a paulownia box.", "now"),
                Moment("With you", "by 4 December", "Handed over against signature.", "next"),
            ],
            "steps": [Crumb("Your details", "#"), "Delivery", "Payment", "Done"],
            "pages": Paginator(range(240), 12).page(4),
            "grounds": [Choice("system", "System"), Choice("paper", "Paper"), Choice("lacquer", "Lacquer")],
            "texts": [Choice("normal", "Normal"), Choice("large", "Large")],
            "languages": [Choice("en", "English", "en"), Choice("zh-hans", "简体中文", "zh-Hans")],
        },
    )


@own_pages_only  # asking for a token would give every reader a cookie
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Remember the posted ground or text size, and go back to `next`. 400 for anything else."""
    chosen = {name: request.POST[name] for name in LOOKS if name in request.POST}
    if not chosen or any(value not in LOOKS[name] for name, value in chosen.items()):
        return HttpResponseBadRequest()
    back = request.POST.get("next") or request.headers.get("Referer", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    for name, value in chosen.items():
        remember(response, name, value, secure=request.is_secure())
    return response
