"""Incidents at the desk: the next step, big and plain, with the clock beside it."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from privacy.access import queries as access
from privacy.access.services import acting
from privacy.datamap.vocabulary import WARN
from privacy.incidents import queries, registry, services
from privacy.incidents.models import Incident
from privacy.incidents.services.approval import SEND
from privacy.incidents.services.letters import draft
from privacy.incidents.types import Channel, Misstep, Remedy
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice.watch_forms import Alone, Codes, Declare, Help, Lessons, Widen, Words

SHOWN = 30


@require_safe
@staff_required(WARN)
def incidents(request: HttpRequest) -> HttpResponse:
    """What is under way, what was; the way to declare one."""
    context = {
        "under_way": [(one, queries.next_step(one)) for one in queries.under_way()],
        "past": queries.incidents().exclude(closed_at=None)[:SHOWN],
        "codes": queries.free_codes(),
        "at": clock.now(),
    }
    return render(request, "backoffice/incidents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(WARN)
def declare(request: HttpRequest) -> HttpResponse:
    """Declare an incident: the first page at three in the morning."""
    at = clock.now()
    form = Declare(request.POST if request.method == "POST" else None, at=at)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.declare(
                kind=said["kind"],
                scope=form.scope,
                began_at=said["began_at"],
                ended_at=said["ended_at"],
                known_at=said["known_at"],
                by=accounts.actor(request),
                at=at,
            )
            return redirect("desk:incident", incident_id=made.pk)
        except Misstep:
            form.add_error(None, gettext("Name at least one place, and times that follow one another."))
    return render(request, "backoffice/incident_declare.html", {"form": form})


@require_POST
@staff_required(WARN)
def drill(request: HttpRequest) -> HttpResponse:
    """Begin a drill now."""
    made = services.begin_drill(at=clock.now())
    return redirect("desk:incident", incident_id=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(WARN)
def incident(request: HttpRequest, incident_id: uuid.UUID) -> HttpResponse:
    """The runbook: one step, the clock, and nothing else. On POST the step is taken."""
    found = _found(incident_id)
    step = queries.next_step(found)
    form = _form(found, step.id if step else "", request.POST if request.method == "POST" else None)
    if request.method == "POST" and step and (form is None or form.is_valid()):
        try:
            STEPS[step.id](request, found, form, clock.now())
            return redirect("desk:incident", incident_id=found.pk)
        except Misstep:
            raise Http404 from None
    return render(request, "backoffice/incident.html", _context(request, found, form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(WARN)
def widen(request: HttpRequest, incident_id: uuid.UUID) -> HttpResponse:
    """More places and a longer time, at any step: counted, helped and told as the others."""
    found = _found(incident_id)
    form = Widen(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            times = {"began_at": said["began_at"], "ended_at": said["ended_at"]}
            services.widen(incident=found, scope=form.scope, by=accounts.actor(request), at=clock.now(), **times)
            return redirect("desk:incident", incident_id=found.pk)
        except Misstep:
            form.add_error(None, gettext("Nothing would become wider, or the incident is closed."))
    context = {"incident": found, "form": form}
    return render(request, "backoffice/incident_widen.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required(WARN)
def alone(request: HttpRequest, incident_id: uuid.UUID) -> HttpResponse:
    """Send without a second keeper: an emergency, on record, with an alarm, to be looked into."""
    found, form = _found(incident_id), Alone(request.POST)
    if not form.is_valid():
        return render(request, "backoffice/incident.html", _context(request, found, None) | {"form": form}, status=422)
    reason = form.cleaned_data["reference"]
    _or_404(lambda: services.send_alone(incident=found, reason=reason, by=accounts.actor(request), at=clock.now()))
    return redirect("desk:incident", incident_id=found.pk)


@require_POST
@staff_required(WARN)
def codes(request: HttpRequest, incident_id: uuid.UUID) -> HttpResponse:
    """More codes for those who have none yet."""
    found, form = _found(incident_id), Codes(request.POST)
    if form.is_valid():
        values = form.cleaned_data["codes"].split()
        _or_404(lambda: services.top_up(incident=found, values=values, by=accounts.actor(request), at=clock.now()))
    return redirect("desk:incident", incident_id=found.pk)


def _context(request: HttpRequest, found: Incident, form: forms.Form | None) -> dict[str, Any]:
    at, step = clock.now(), queries.next_step(found)
    context: dict[str, Any] = {
        "incident": found,
        "step": step,
        "number": [one.id for one in registry.plan().steps].index(step.id) + 1 if step else 0,
        "steps": len(registry.plan().steps),
        "form": form,
        "left": max(found.due_at - at, dt.timedelta()),
        "late": at > found.due_at,
        "stands": queries.progress(found),
        "severity": registry.severity(found.severity),
        "later": queries.unagreed(found) if found.taken.filter(step="send").exists() else 0,
        "without_code": queries.without_code(found) if _offers_codes(found) else 0,
        "codes_form": Codes(),
    }
    if step and step.id == "send":
        proposal = access.proposal_about(SEND, str(found.pk), at=at)
        context |= {
            "proposal": proposal,
            "own": proposal and proposal.proposed_by == accounts.actor(request).id,
            "drafts": _drafts(found),
        }
        if context["own"]:
            context |= _waiting_for_a_second(request, found, at)
    if step and step.id == "report":
        context |= {"clocks": queries.clocks(found), "newest": found.reports.order_by("-number").first()}
    if step and step.id == "help":
        context["codes"] = queries.free_codes(drill=found.drill)
        context["helping"] = found.taken.filter(step="helping").exists()
    return context


def _waiting_for_a_second(request: HttpRequest, found: Incident, at: dt.datetime) -> dict[str, Any]:
    """Whom to ring, opened on record; and from when on one alone may send."""
    by, alone_from = accounts.actor(request), services.alone_from(found, at=at)
    with acting(WARN, by=by, reason=found.reference, at=at):
        others = [[str(one.value) for one in handles] for _keeper, handles in queries.handles_of_keepers(but=by.id)]
    return {"others": others, "alone_from": alone_from, "alone": bool(alone_from and at >= alone_from), "form": Alone()}


def _offers_codes(found: Incident) -> bool:
    return not found.closed_at and Remedy.MONITORING in services.remedies_of(found)


def _drafts(found: Incident) -> list[dict[str, Any]]:
    """The notice in every language, by mail and by text: whoever agrees has seen what everybody reads."""
    return [
        {"language": code, "name": name, "mail": draft(found, language=code, channel=Channel.MAIL),
         "text": draft(found, language=code, channel=Channel.TEXT)[1]}
        for code, name in settings.LANGUAGES
    ]  # fmt: skip


def _form(found: Incident, step: str, data: Any) -> forms.Form | None:
    if step == "help":
        form = Help(data)
        level = registry.severity(found.severity)
        form.initial = {"remedies": [one.value for one in level.remedies] if level else []}
        return form
    if step == "write":
        return Words(data)
    return Lessons(data) if step == "lessons" else None


def _count(request: HttpRequest, found: Incident, _form: Any, at: dt.datetime) -> None:
    services.count(incident=found, by=accounts.actor(request), at=at)


def _help(request: HttpRequest, found: Incident, form: Any, at: dt.datetime) -> None:
    services.add_codes(values=form.cleaned_data["codes"].split(), at=at, drill=found.drill)
    services.ask_for_help(incident=found, remedies=form.chosen, by=accounts.actor(request), at=at)


def _write(request: HttpRequest, found: Incident, form: Any, at: dt.datetime) -> None:
    services.write(incident=found, words=form.words, by=accounts.actor(request), at=at)


def _send(request: HttpRequest, found: Incident, _form: Any, at: dt.datetime) -> None:
    services.propose_sending(incident=found, by=accounts.actor(request), at=at)


def _wait(_request: HttpRequest, _found: Incident, _form: Any, _at: dt.datetime) -> None:
    raise Misstep("nothing to be done by hand")


def _learn(request: HttpRequest, found: Incident, form: Any, at: dt.datetime) -> None:
    services.learn(incident=found, lessons=form.cleaned_data["lessons"], by=accounts.actor(request), at=at)


STEPS: dict[str, Callable[[HttpRequest, Incident, Any, dt.datetime], None]] = {
    "count": _count,
    "help": _help,
    "write": _write,
    "send": _send,
    "handed-over": _wait,
    "report": _wait,
    "lessons": _learn,
}


def _or_404(act: Callable[[], object]) -> None:
    try:
        act()
    except Misstep:
        raise Http404 from None


def _found(incident_id: uuid.UUID) -> Incident:
    found = queries.incident(incident_id)
    if found is None:
        raise Http404
    return found
