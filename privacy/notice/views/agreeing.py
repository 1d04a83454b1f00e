"""Agreeing to a version that took effect since the last sign-in: one calm page, and leaving it signs out."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit import clock
from privacy.notice import history, services
from privacy.notice.middleware import PENDING


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest) -> HttpResponse:
    """Show what has changed; on POST agree, or sign out."""
    person_id, at = getattr(request.user, "person_id", None), clock.now()
    if person_id is None:
        raise Http404
    onward = _onward(request)
    if request.method == "POST" and request.POST.get("answer") == "leave":
        logout(request)
        return redirect(settings.LOGOUT_REDIRECT_URL)
    if request.method == "POST":
        services.agree(person_id=person_id, language=get_language() or "en", surface="sign-in", at=at)
    if not services.pending(person_id, at=at):
        request.session.pop(PENDING, None)
        return redirect(onward)
    known = history.current(at)
    context = {
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "known": known,
        "said": known.texts.get(get_language() or "en", {}),
        "onward": onward,
    }
    return render(request, "privacy_notice/agree.html", context)


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) and wanted.startswith("/"):
        return wanted
    return "/"
