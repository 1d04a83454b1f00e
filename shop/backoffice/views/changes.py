"""Changes of the privacy notice at the desk: drafted, compared, explained; proposed by one, agreed to by another."""

import dataclasses

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from kit import clock
from privacy.access import queries as access
from privacy.access import services as four_eyes
from privacy.access.services import acting
from privacy.access.types import NotAllowed, TooLate
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.notice import queries, services, telling
from privacy.notice.models import Version
from privacy.notice.types import NotReady, TooEarly
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice.change_forms import Begin, Explain, Hold, Propose, Reply


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(ANSWER_RIGHTS)
def changes(request: HttpRequest) -> HttpResponse:
    """Drafts, published versions, open questions; on POST a new draft."""
    form = Begin(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.draft(version=form.cleaned_data["version"], at=clock.now())
            return redirect("desk:change", version=draft.version)
        except NotReady as taken:
            form.add_error("version", str(taken))
    context = {
        "form": form,
        "drafts": queries.drafts(),
        "published": [(one, queries.deliveries(one)) for one in queries.published()],
        "open": queries.questions().filter(answered_at=None),
    }
    return render(request, "backoffice/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(ANSWER_RIGHTS)
def change(request: HttpRequest, version: str) -> HttpResponse:
    """One version: what differs, its words; on POST they are kept."""
    found = _found(version)
    form = Explain(found, queries.found_differences(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.write(version=found, texts=form.texts, explained=form.explained)
            return redirect(f"{request.path}?saved=1")
        except NotReady as stands:
            form.add_error(None, str(stands))
    return _page(request, found, form)


@require_POST
@staff_required(ANSWER_RIGHTS)
def propose(request: HttpRequest, version: str) -> HttpResponse:
    """Ask a second person to publish on a date; too early or incomplete is said at once."""
    found, at = _found(version), clock.now()
    form = Propose(request.POST)
    if form.is_valid():
        day, by = form.cleaned_data["effective_on"], accounts.actor(request)
        try:
            services.propose(version=found, effective_on=day, by=by, at=at)
            return redirect("desk:change", version=found.version)
        except (NotReady, TooEarly) as refused:
            for line in refused.args:
                form.add_error(None, str(line))
    return _page(request, found, proposing=form)


@require_POST
@staff_required(ANSWER_RIGHTS)
def decide(request: HttpRequest, version: str) -> HttpResponse:
    """A second person agrees, and the change is published; or refuses."""
    found, at = _found(version), clock.now()
    proposal = access.proposal_about(services.PUBLISH, found.version, at=at)
    if proposal is None:
        return _page(request, found, problems=[gettext("Nothing is proposed at present.")])
    agreed = request.POST.get("answer") == "agree"
    try:
        four_eyes.decide(proposal_id=proposal.pk, by=accounts.actor(request), approve=agreed, at=at)
    except (NotAllowed, TooLate):
        return _page(request, found, problems=[gettext("Another person has to decide this.")])
    except (NotReady, TooEarly) as refused:
        return _page(request, found, problems=[str(line) for line in refused.args])
    return redirect("desk:change", version=found.version)


@require_POST
@staff_required(ANSWER_RIGHTS)
def discard(request: HttpRequest, version: str) -> HttpResponse:
    """Throw a draft away."""
    services.discard(version=_found(version))
    return redirect("desk:changes")


@require_POST
@staff_required(ANSWER_RIGHTS)
def hold_meeting(request: HttpRequest, version: str) -> HttpResponse:
    """Enter a meeting that explains the change, or take one off the list."""
    found = _found(version)
    if (gone := request.POST.get("remove", "")).isdigit():
        services.remove_meeting(version=found, meeting_id=int(gone))
        return redirect("desk:change", version=found.version)
    form = Hold(request.POST)
    if form.is_valid():
        try:
            services.add_meeting(version=found, **form.cleaned_data)
            return redirect("desk:change", version=found.version)
        except NotReady as wrong:
            form.add_error(None, str(wrong))
    return _page(request, found, meeting=form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(ANSWER_RIGHTS)
def question(request: HttpRequest, reference: str) -> HttpResponse:
    """A question about a change, opened on record; on POST answered by mail."""
    found = queries.question(reference)
    if found is None:
        raise Http404
    form, by, at = Reply(request.POST or None), accounts.actor(request), clock.now()
    if request.method == "POST" and form.is_valid() and found.answered_at is None:
        services.answer(question=found, words=form.cleaned_data["words"], by=by, at=at)
        return redirect("desk:changes")
    with acting(ANSWER_RIGHTS, by=by, at=at, reason=found.reference):
        return render(request, "backoffice/question.html", {"question": found, "form": form})


def _found(version: str) -> Version:
    found = queries.version(version)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Version, form: Explain | None = None, **more: object) -> HttpResponse:
    at, differences = clock.now(), queries.found_differences()
    is_draft = found.published_at is None
    form = form or Explain(found, differences)
    context = {
        "version": found,
        "is_draft": is_draft,
        "form": form,
        "saved": "saved" in request.GET,
        "differences": [
            (telling.phrase(dataclasses.asdict(one)), form.bound(one.key) if one.grows and is_draft else [])
            for one in differences
        ]
        if is_draft
        else [(telling.phrase(one), []) for one in found.differs],
        "clauses": queries.clause_differences(found, get_language() or "en"),
        "missing": services.problems(found, differences) if is_draft else [],
        "earliest": services.earliest(at),
        "proposal": access.proposal_about(services.PUBLISH, found.version, at=at),
        "own": accounts.actor(request).id,
        "proposing": more.pop("proposing", None) or Propose(initial={"effective_on": services.earliest(at)}),
        "meeting": more.pop("meeting", None) or Hold(),
        "meetings": queries.meetings(found),
        "told": queries.deliveries(found),
        "questions": queries.questions(found),
    }
    problems = more.pop("problems", [])
    failed = bool(problems) or bool(getattr(context["proposing"], "errors", None)) or bool(form.errors)
    return render(request, "backoffice/change.html", context | {"problems": problems}, status=422 if failed else 200)
