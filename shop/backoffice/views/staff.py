"""Those who work with data: posts given by two, training, assessments, emergencies, the quarterly review."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from policy.purposes import OVERVIEW
from privacy.access import queries as access
from privacy.access import registry as matters
from privacy.access import services as four_eyes
from privacy.access.types import Barred, NotAllowed, TooLate
from privacy.datamap.vocabulary import OVERSEE_STAFF
from privacy.handover.types import NotAllowed as NotNow
from privacy.notice.types import NotReady, TooEarly
from privacy.staff import queries, registry, services
from privacy.staff.models import BrokenGlass, ReviewLine, Violation
from privacy.staff.types import Member, NotDone
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice.views.training import member as myself
from shop.backoffice.watch_forms import Assess, BreakGlass, Judge, Post


@require_safe
@staff_required(OVERSEE_STAFF)
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody with a post and how they stand; what waits for a decision."""
    return _staff(request, Post())


@require_POST
@staff_required(OVERSEE_STAFF)
def propose_post(request: HttpRequest) -> HttpResponse:
    """Ask for somebody to get a post, or none."""
    form, at = Post(request.POST), clock.now()
    if form.is_valid():
        account = accounts.account_with(form.cleaned_data["email"])
        try:
            if account is None:
                form.add_error("email", gettext("Nobody signs in with this confirmed address."))
            else:
                role, reason = form.cleaned_data["role"], form.cleaned_data["reference"]
                by = accounts.actor(request)
                services.propose_post(account=str(account.pk), role=role, by=by, reason=reason, at=at)
                return redirect("desk:staff")
        except NotDone:
            form.add_error("email", gettext("Nobody gives themselves a post."))
    return _staff(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(OVERSEE_STAFF)
def colleague(request: HttpRequest, account: uuid.UUID) -> HttpResponse:
    """One member of staff; on POST assessed, or what they did wrong written down."""
    found = _member(account)
    judging = request.method == "POST" and "consequence" in request.POST
    assess = Assess(request.POST if request.method == "POST" and not judging else None)
    judge = Judge(request.POST if judging else None)
    form: Any = judge if judging else assess
    if request.method == "POST" and form.is_valid():
        do = services.note_violation if judging else services.assess
        try:
            do(member=found, by=accounts.actor(request), at=clock.now(), **form.cleaned_data)
            return redirect("desk:staff")
        except NotDone:
            form.add_error(None, gettext("Nobody judges themselves."))
    return render(request, "backoffice/colleague.html", {"member": found, "assess": assess, "judge": judge})


@require_POST
@staff_required(OVERVIEW)
def decide(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Agree to what somebody else proposed, or decline it."""
    if not access.open_proposals(at=clock.now()).filter(pk=proposal_id).exists():
        raise Http404
    if _silent(request, "agree", "decline"):
        return redirect("desk:staff")
    try:
        four_eyes.decide(
            proposal_id=proposal_id, by=accounts.actor(request), approve="agree" in request.POST, at=clock.now()
        )
    except TooLate:
        raise Http404 from None
    except NotAllowed:
        return render(request, "backoffice/not_you.html", status=403)
    except NotDone:
        return render(request, "backoffice/account_gone.html", status=409)
    except (NotNow, NotReady, TooEarly) as refused:
        return render(request, "backoffice/not_now.html", {"reasons": refused.args}, status=409)
    return redirect("desk:incidents" if request.POST.get("next") == "desk:incidents" else "desk:staff")


@require_POST
@staff_required(OVERSEE_STAFF)
def lift(request: HttpRequest, violation_id: uuid.UUID) -> HttpResponse:
    """Propose that a suspension be lifted."""
    row = Violation.objects.filter(pk=violation_id, lifted_at=None).first()
    if row is None:
        raise Http404
    try:
        services.propose_lifting(violation=row, by=accounts.actor(request), at=clock.now())
    except NotDone:
        return render(request, "backoffice/not_you.html", status=403)
    return redirect("desk:staff")


@require_POST
@staff_required(OVERSEE_STAFF)
def review_line(request: HttpRequest, line_id: uuid.UUID) -> HttpResponse:
    """Confirm somebody's post for the quarter, or take it away."""
    line = ReviewLine.objects.filter(pk=line_id, decided_at=None).select_related("review").first()
    if line is None:
        raise Http404
    if _silent(request, "keep", "withdraw"):
        return redirect("desk:staff")
    try:
        services.decide_line(line=line, by=accounts.actor(request), keep="keep" in request.POST, at=clock.now())
    except NotDone:
        return render(request, "backoffice/not_you.html", status=403)
    return redirect("desk:staff")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(OVERVIEW)
def emergency(request: HttpRequest) -> HttpResponse:
    """Break the glass."""
    form = BreakGlass(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        purpose, reason = form.cleaned_data["purpose"], form.cleaned_data["reference"]
        try:
            services.break_glass(member=myself(request), purpose=purpose, reason=reason, at=clock.now())
            return redirect("desk:people")
        except (NotDone, Barred):
            form.add_error(None, gettext("Your post has no emergency access. Ring a keeper."))
    hours = registry.policy().glass.lasts.total_seconds() // 3600
    lent = queries.lent(accounts.actor(request).id, at=clock.now())
    return render(request, "backoffice/emergency.html", {"form": form, "hours": hours, "lent": lent})


@require_POST
@staff_required(OVERSEE_STAFF)
def review_glass(request: HttpRequest, glass_id: uuid.UUID) -> HttpResponse:
    """Say whether it was an emergency."""
    row = BrokenGlass.objects.filter(pk=glass_id, reviewed_at=None).first()
    if row is None:
        raise Http404
    if _silent(request, "justified", "unjustified"):
        return redirect("desk:staff")
    try:
        services.review_glass(
            glass=row, by=accounts.actor(request), justified="justified" in request.POST, at=clock.now()
        )
    except NotDone:
        return render(request, "backoffice/not_you.html", status=403)
    return redirect("desk:staff")


def _silent(request: HttpRequest, *answers: str) -> bool:
    """A decision is one of these, said in so many words; a request without any decides nothing."""
    return not set(answers) & set(request.POST)


def _staff(request: HttpRequest, form: Post) -> HttpResponse:
    at, me = clock.now(), accounts.actor(request)
    proposals = [(one, matters.matters[one.kind]) for one in access.open_proposals(at=at)]
    context = {
        "standings": queries.standings(at=at),
        "proposals": proposals,
        "mine": me.id,
        "glass": queries.unreviewed(),
        "lines": queries.open_lines(),
        "suspensions": queries.suspensions(),
        "form": form,
    }
    return render(request, "backoffice/staff.html", context, status=200)


def _member(account: uuid.UUID) -> Member:
    try:
        return registry.member(str(account))
    except LookupError:
        raise Http404 from None
