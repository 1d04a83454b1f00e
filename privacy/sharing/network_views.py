"""The page before one goes to a social network: what goes there, what is asked for and why; and the way back out."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kit import clock
from privacy.sharing import social
from privacy.sharing.models import Connection
from privacy.sharing.services import connect
from privacy.sharing.services import unlink as undo
from privacy.sharing.types import NotAllowed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def before(request: HttpRequest, network: str) -> HttpResponse:
    """Say what goes where and why; on POST go there."""
    found, problem = _found(network), ""
    person_id = getattr(request.user, "person_id", None)
    if request.method == "POST":
        try:
            return HttpResponseRedirect(connect(network=found, person_id=person_id, at=clock.now()))
        except NotAllowed as refused:
            problem = str(refused)
    context = {
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "network": found,
        "linked": Connection.objects.filter(person=person_id, network=network).first() if person_id else None,
        "problem": problem,
    }
    response = render(request, "privacy_sharing/network.html", context, status=409 if problem else 200)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def unlink(request: HttpRequest, network: str) -> HttpResponse:
    """Undo the connection of whoever is signed in."""
    found, person_id = _found(network), getattr(request.user, "person_id", None)
    if person_id is not None:
        undo(network=found.recipient.id, person_id=person_id, at=clock.now())
    return redirect("networks:before", network)


def _found(network: str) -> social.Network:
    found = social.network(network)
    if found is None:
        raise Http404
    return found
