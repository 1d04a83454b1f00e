"""Disputes about the promises: taken up and decided by counsel, told to everybody once a second person released it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from privacy.access.services import acting
from privacy.datamap.vocabulary import IMPROVE_POLICY, SETTLE_DISPUTES
from privacy.feedback import queries, services
from privacy.feedback.models import Dispute, Precedent
from privacy.feedback.types import AlreadyDecided, NotTheReviewer, Outcome, SamePerson, TellsWho
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice.forms_words import DecisionForm, PrecedentForm

PER_PAGE = 30


@require_safe
@staff_required(IMPROVE_POLICY)
def disputes(request: HttpRequest) -> HttpResponse:
    """All disputes without their words, and the precedents that wait for a second person."""
    context = {
        "page": Paginator(queries.disputes(), PER_PAGE).get_page(request.GET.get("page")),
        "waiting": queries.to_release(),
        "today": clock.now().date(),
    }
    return render(request, "backoffice/disputes.html", context)


@require_safe
@staff_required(SETTLE_DISPUTES)
def dispute(request: HttpRequest, reference: str) -> HttpResponse:
    """One dispute, opened for settling it."""
    return _page(request, get_object_or_404(Dispute, reference=reference))


@require_POST
@staff_required(SETTLE_DISPUTES)
def take_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Make it mine."""
    found = get_object_or_404(Dispute, reference=reference)
    try:
        services.take_up(dispute=found, by=accounts.actor(request), at=clock.now())
    except AlreadyDecided:
        messages.error(request, _("It is decided already."))
    return redirect("desk:dispute", reference)


@require_http_methods(["POST"])
@staff_required(SETTLE_DISPUTES)
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide it; the person is told."""
    found, form = get_object_or_404(Dispute, reference=reference), DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, decision=form)
    try:
        services.decide(
            dispute=found,
            outcome=Outcome(form.cleaned_data["outcome"]),
            reasons=form.cleaned_data["reasons"],
            by=accounts.actor(request),
            at=clock.now(),
        )
    except AlreadyDecided:
        form.add_error(None, _("It is decided already."))
        return _page(request, found, decision=form)
    except NotTheReviewer:
        form.add_error(None, _("Take it up first: whoever took it up decides."))
        return _page(request, found, decision=form)
    return redirect("desk:dispute", reference)


@require_POST
@staff_required(SETTLE_DISPUTES)
def precedent(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell what was settled, for a second person to release."""
    found, form = (
        get_object_or_404(Dispute.objects.exclude(outcome=""), reference=reference),
        PrecedentForm(request.POST),
    )
    if not form.is_valid():
        return _page(request, found, precedent=form)
    try:
        services.write_precedent(
            dispute=found,
            question=form.said("question"),
            answer=form.said("answer"),
            by=accounts.actor(request),
            at=clock.now(),
        )
    except TellsWho as told:
        form.add_error(None, _("This would tell who asked: %(words)s") % {"words": ", ".join(map(str, told.args))})
        return _page(request, found, precedent=form)
    return redirect("desk:disputes")


@require_POST
@staff_required(IMPROVE_POLICY)
def release(request: HttpRequest, precedent_id: int) -> HttpResponse:
    """Publish a precedent that somebody else wrote."""
    found = get_object_or_404(Precedent, pk=precedent_id)
    try:
        services.release(precedent=found, by=accounts.actor(request), at=clock.now())
    except SamePerson:
        messages.error(request, _("You wrote it: somebody else releases it."))
    return redirect("desk:disputes")


def _page(
    request: HttpRequest,
    found: Dispute,
    *,
    decision: DecisionForm | None = None,
    precedent: PrecedentForm | None = None,
) -> HttpResponse:
    actor = accounts.actor(request)
    context = {
        "dispute": found,
        "words": queries.words_of(found.clause),
        "mine": found.reviewer == actor.id,
        "decision": decision or DecisionForm(),
        "precedent": precedent or PrecedentForm(),
    }
    status = 422 if decision or precedent else 200
    with acting(SETTLE_DISPUTES, by=actor, at=clock.now(), reason=found.reference):
        return render(request, "backoffice/dispute.html", context, status=status)
