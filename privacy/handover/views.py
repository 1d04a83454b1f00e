"""The page on which a person objects to a transfer, reached by the link in their letter."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit import clock
from privacy.handover import queries
from privacy.handover.models import Objection
from privacy.handover.services import object_to
from privacy.handover.services.letters import context as about
from privacy.handover.services.objecting import read_token
from privacy.handover.types import NotAllowed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, token: str) -> HttpResponse:
    """Who is to take over, until when one can object; on POST the objection."""
    found = read_token(token)
    if found is None:
        raise Http404
    transfer, person_id = found
    problem = ""
    if request.method == "POST":
        try:
            object_to(transfer=transfer, person_id=person_id, at=clock.now())
            return redirect("handover:objection", token)
        except NotAllowed as refused:
            problem = str(refused)
    context = {
        **about(transfer),
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "objected": Objection.objects.filter(transfer=transfer, person=person_id).exists(),
        "over": transfer.sealed_at is not None,
        "until": queries.last_day(transfer, person_id),
        "problem": problem,
    }
    return render(request, "privacy_handover/objection.html", context, status=409 if problem else 200)
