"""Words that may be a child's, and guardians' requests: masked until a person opens one, on record, and decides."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from policy.purposes import OVERVIEW
from privacy.access.services import acting
from privacy.children import queries, registry, services
from privacy.children.models import GuardianRequest, Suspicion
from privacy.children.types import KINDS, Decided, Kind
from privacy.datamap.vocabulary import PROTECT_CHILDREN
from privacy.vault import files
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required


@require_safe
@staff_required(PROTECT_CHILDREN)
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits; nothing is opened by looking at the list."""
    context = {
        "suspicions": [(one, _channel(one), _kinds(one)) for one in queries.suspicions()[:100]],
        "requests": queries.requests()[:100],
        "traces": [(one, registry.channel_title(one.channel)) for one in queries.traces()[:30]],
    }
    return render(request, "backoffice/children.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(PROTECT_CHILDREN)
def suspicion(request: HttpRequest, reference: str) -> HttpResponse:
    """One place of somebody's words, masked; on POST opened, which is on record and shown to them."""
    found = _suspicion(reference)
    opening = request.method == "POST"
    purpose = PROTECT_CHILDREN if opening else OVERVIEW
    with acting(purpose, by=accounts.actor(request), at=clock.now(), reason=found.reference):
        context = {"case": found, "channel": _channel(found), "kinds": _kinds(found), "opened": opening}
        return render(request, "backoffice/suspicion.html", context)


@require_POST
@staff_required(PROTECT_CHILDREN)
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """A child: everything goes at once. No child: the words go, the count stays."""
    found, answer = _suspicion(reference), request.POST.get("answer")
    if answer not in {"child", "no"}:
        return redirect("desk:suspicion", reference=reference)
    try:
        services.decide(suspicion=found, is_child=answer == "child", by=accounts.actor(request), at=clock.now())
    except Decided:
        raise Http404 from None
    return redirect("desk:children")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(PROTECT_CHILDREN)
def guardian(request: HttpRequest, reference: str) -> HttpResponse:
    """A guardian's request, masked; on POST opened, on record."""
    found = _request(reference)
    opening = request.method == "POST"
    purpose = PROTECT_CHILDREN if opening else OVERVIEW
    with acting(purpose, by=accounts.actor(request), at=clock.now(), reason=found.reference):
        return render(request, "backoffice/guardian.html", {"case": found, "opened": opening})


@require_POST
@staff_required(PROTECT_CHILDREN)
def proof(request: HttpRequest, reference: str) -> HttpResponse:
    """What shows the relationship, opened on record, as a file that does nothing in the browser."""
    found = _request(reference)
    if found.proof is None:
        raise Http404
    with acting(PROTECT_CHILDREN, by=accounts.actor(request), at=clock.now(), reason=found.reference):
        content = b"".join(files.chunks(found.proof))
    headers = {"Content-Disposition": f'attachment; filename="{found.reference}"'}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_POST
@staff_required(PROTECT_CHILDREN)
def decide_guardian(request: HttpRequest, reference: str) -> HttpResponse:
    """Do what the guardian asked, or refuse; the proof is destroyed either way."""
    found, by, at = _request(reference), accounts.actor(request), clock.now()
    try:
        if request.POST.get("answer") == "grant":
            services.grant(request=found, by=by, at=at)
        elif request.POST.get("answer") == "refuse":
            services.refuse(request=found, by=by, at=at)
    except Decided:
        raise Http404 from None
    return redirect("desk:children")


def _suspicion(reference: str) -> Suspicion:
    found = queries.suspicion(reference)
    if found is None:
        raise Http404
    return found


def _request(reference: str) -> GuardianRequest:
    found = queries.request(reference)
    if found is None:
        raise Http404
    return found


def _channel(found: Suspicion) -> str:
    return registry.channel_title(found.channel)


def _kinds(found: Suspicion) -> str:
    return gettext("; ").join(str(KINDS[Kind(one)]) for one in found.kinds)
