"""The report to the authorities at the desk: looked at, frozen, downloaded, noted as told."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kit import clock
from privacy.datamap.vocabulary import WARN
from privacy.incidents import queries, services
from privacy.incidents.models import Incident
from privacy.incidents.types import Misstep
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice.watch_forms import Filing


@require_safe
@staff_required(WARN)
def report(request: HttpRequest, incident_id: uuid.UUID) -> HttpResponse:
    """The report as it would be frozen now, its frozen versions, and the clock of each authority."""
    return _page(request, _found(incident_id))


@require_POST
@staff_required(WARN)
def freeze(request: HttpRequest, incident_id: uuid.UUID) -> HttpResponse:
    """Keep the report as it is now."""
    found = _found(incident_id)
    try:
        services.freeze(incident=found, by=accounts.actor(request), at=clock.now())
    except Misstep:
        raise Http404 from None
    return redirect("desk:incident-report", incident_id=found.pk)


@require_safe
@staff_required(WARN)
def document(_request: HttpRequest, incident_id: uuid.UUID, number: int) -> HttpResponse:
    """A frozen version, byte for byte as its SHA-256 was taken."""
    found = _found(incident_id)
    frozen = found.reports.filter(number=number).first()
    if frozen is None:
        raise Http404
    name = f"{found.reference}-{frozen.number}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(frozen.document.encode(), content_type="text/plain; charset=utf-8", headers=headers)


@require_POST
@staff_required(WARN)
def file(request: HttpRequest, incident_id: uuid.UUID, authority: str) -> HttpResponse:
    """Note that an authority was told, or why it need not be."""
    found, at, by = _found(incident_id), clock.now(), accounts.actor(request)
    mine = next((one for one in queries.clocks(found) if one.regulator.id == authority), None)
    if mine is None:
        raise Http404
    form = Filing(mine, request.POST, at=at)
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["because"]:
                services.spare(incident=found, authority=authority, because=said["because"], by=by, at=at)
            else:
                times = {"told_at": said["told_at"] or at, "at": at}
                services.file_report(incident=found, authority=authority, number=said["number"], by=by, **times)
            return redirect("desk:incident-report", incident_id=found.pk)
        except Misstep:
            return _page(request, found, problem=True)
    return _page(request, found, faulty=form)


def _page(
    request: HttpRequest, found: Incident, *, faulty: Filing | None = None, problem: bool = False
) -> HttpResponse:
    at, clocks = clock.now(), queries.clocks(found)
    forms = [faulty if faulty and faulty.clock.regulator == one.regulator else Filing(one, at=at) for one in clocks]
    counted = found.taken.filter(step="count").exists()
    context = {
        "incident": found,
        "text": services.document(found, at=at) if counted else "",
        "reports": found.reports.order_by("-number"),
        "forms": forms,
        "at": at,
        "problem": problem,
    }
    return render(request, "backoffice/incident_report.html", context, status=422 if faulty or problem else 200)


def _found(incident_id: uuid.UUID) -> Incident:
    found = queries.incident(incident_id)
    if found is None:
        raise Http404
    return found
