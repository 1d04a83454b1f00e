"""What people say about the promises, what the studio learned from it, and what experts found."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kit import clock
from privacy.access.services import acting
from privacy.datamap.vocabulary import IMPROVE_POLICY
from privacy.feedback import queries, services
from privacy.feedback.types import Source
from privacy.promises import registry
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice.forms_words import AssessmentForm, ReviewForm

PER_PAGE = 30
AT_ONCE = 40


@require_safe
@staff_required(IMPROVE_POLICY)
def words(request: HttpRequest) -> HttpResponse:
    """Remarks nobody has reviewed yet, and the log."""
    at = clock.now()
    with acting(IMPROVE_POLICY, by=accounts.actor(request), at=at, reason="remarks"):
        context = {
            "page": Paginator(queries.remarks(at=at), PER_PAGE).get_page(request.GET.get("page")),
            "reviews": queries.reviews()[:PER_PAGE],
            "assessments": queries.assessments()[:PER_PAGE],
            "clauses": registry.clauses(),
        }
        return render(request, "backoffice/words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(IMPROVE_POLICY)
def review(request: HttpRequest, clause: str) -> HttpResponse:
    """Write down what was learned about one clause, and which remarks led to it."""
    if clause not in {one.id for one in registry.clauses()}:
        raise Http404
    actor, at = accounts.actor(request), clock.now()
    with acting(IMPROVE_POLICY, by=actor, at=at, reason=clause):
        waiting = [(str(one.pk), str(one.words)) for one in queries.remarks(at=at).filter(clause=clause)[:AT_ONCE]]
    form = ReviewForm(waiting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.review(
            clause=clause,
            source=Source(form.cleaned_data["source"]),
            learned=form.said("learned"),
            decided=form.said("decided"),
            remarks=form.cleaned_data["remarks"],
            by=actor,
            at=at,
        )
        return redirect("desk:words")
    context = {"form": form, "clause": clause, "words": queries.words_of(clause)}
    return render(request, "backoffice/review.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(IMPROVE_POLICY)
def assessment(request: HttpRequest) -> HttpResponse:
    """Write down what an expert from outside found."""
    form = AssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.assess(
            role=form.cleaned_data["role"],
            scope=form.said("scope"),
            found=form.said("found"),
            on=form.cleaned_data["on"],
            by=accounts.actor(request),
            at=clock.now(),
        )
        return redirect("desk:words")
    return render(request, "backoffice/assessment.html", {"form": form}, status=422 if form.errors else 200)
