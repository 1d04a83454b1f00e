"""Speaking about a promise, disputing it, and seeing what came of that."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit import clock, limits
from kit.pages import public_page
from privacy.feedback import queries, services
from privacy.feedback.forms import DisputeForm, RemarkForm
from privacy.promises.types import Clause

PER_PAGE = 30


@public_page("page")
def progress(request: HttpRequest) -> HttpResponse:
    """What people spoke of, what the studio changed, what experts and disputes said."""
    at = clock.now()
    page = Paginator(queries.reviews(), PER_PAGE).get_page(request.GET.get("page"))
    return _shown(
        request,
        "progress",
        {
            "heard": [(queries.words_of(one.clause), one) for one in queries.heard(at)],
            "page": page,
            "assessments": queries.assessments()[: queries.SHOWN],
            "precedents": queries.precedents()[: queries.SHOWN],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, clause: str) -> HttpResponse:
    """Say something about a clause."""
    said = _clause(clause)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _within(request, form):
        services.remark(
            clause=said.id,
            words=form.cleaned_data["words"],
            language=get_language() or "en",
            at=clock.now(),
            person_id=getattr(request.user, "person_id", None),
        )
        return redirect("feedback:thanks")
    return _form(request, "remark", said, form)


@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, clause: str) -> HttpResponse:
    """Dispute what a clause means."""
    said = _clause(clause)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _within(request, form):
        services.dispute(
            clause=said.id,
            **form.cleaned_data,
            language=get_language() or "en",
            at=clock.now(),
        )
        return redirect("feedback:thanks")
    return _form(request, "dispute", said, form)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """It has arrived."""
    return _shown(request, "thanks", {})


def _clause(id_: str) -> Clause:
    found = queries.clause(id_, get_language() or "en")
    if found is None:
        raise Http404
    return found


def _within(request: HttpRequest, form: RemarkForm | DisputeForm) -> bool:
    """Whether not too much came from there; what was typed stays in the form."""
    if limits.within(request, "privacy_form"):
        return True
    form.add_error(
        None, _("Too much came from where you are in an hour. What you wrote is still here: try again later.")
    )
    return False


def _form(request: HttpRequest, name: str, clause: Clause, form: RemarkForm | DisputeForm) -> HttpResponse:
    answer = _shown(request, name, {"clause": clause, "form": form}, status=422 if form.errors else 200)
    add_never_cache_headers(answer)
    return answer


def _shown(request: HttpRequest, name: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    base = {"base": settings.PRIVACY_BASE_TEMPLATE}
    return render(request, f"privacy_feedback/{name}.html", base | context, status=status)
