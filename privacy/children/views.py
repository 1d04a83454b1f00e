"""The guardians' own door: what they can do, how to reach us, and a form."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit import clock, limits
from kit.pages import public_page
from privacy.children import services
from privacy.children.clocks import GUARDIAN
from privacy.children.forms import GuardianForm


@public_page()
def guardians(request: HttpRequest) -> HttpResponse:
    """What guardians can do here, and their own address and number."""
    return render(request, "privacy_children/guardians.html", _context())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A guardian's request, with its proof."""
    form = GuardianForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if limits.within(request, "privacy_form"):
            _take(form)
            return redirect(f"{request.path}?sent=1")
        form.add_error(None, _("There were too many messages from here. Please try again in an hour."))
    context = _context() | {"form": form, "sent": "sent" in request.GET}
    return render(request, "privacy_children/ask.html", context, status=422 if form.errors else 200)


def _take(form: GuardianForm) -> None:
    said = form.cleaned_data
    upload = said.pop("proof")
    services.ask(
        **said, proof=upload.chunks(), media_type=form.media_type, language=get_language() or "en", at=clock.now()
    )


def _context() -> dict[str, Any]:
    return {
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "address": settings.PRIVACY_GUARDIANS_EMAIL,
        "phone": settings.PRIVACY_GUARDIANS_PHONE,
        "days": GUARDIAN.days,
    }
