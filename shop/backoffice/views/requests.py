"""Requests about data at the desk: the list with its clocks, a case, and taking one in for somebody."""

import datetime as dt
import uuid

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.handles.queries import people_with
from privacy.handles.services import newcomer
from privacy.rights import identity, new_handles, queries, registry
from privacy.rights import services as rights
from privacy.rights.models import Request
from privacy.rights.types import Right
from privacy.vault import files
from privacy.vault.models import SealedFile
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice import deeds
from shop.backoffice.case_forms import LessonForm, NewRequest

FINISHED = 20


@require_safe
@staff_required(ANSWER_RIGHTS)
def requests(http: HttpRequest) -> HttpResponse:
    """Everything unanswered, the next due first; late is red."""
    return _list(http, LessonForm(initial={"reference": http.GET.get("complaint", "")[:20]}))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(ANSWER_RIGHTS)
def new(http: HttpRequest) -> HttpResponse:
    """Take in what somebody asks by telephone, by letter or at the door; a code goes to their own address."""
    form = NewRequest(http.POST or None)
    if form.is_valid():
        person = _person(form, clock.now())
        if person is not None:
            said = form.cleaned_data
            made = rights.receive_by_staff(
                person_ids=identity.reached(person),
                right=Right(said["right"]),
                words=said["words"],
                language=said["language"],
                cause=said["cause"] if said["right"] == Right.COMPLAINT else "",
                at=clock.now(),
            )
            return redirect("desk:request", reference=made.reference)
        form.add_error(None, gettext("Nobody we know bears these. Look again, or take them in as somebody new."))
    return render(http, "backoffice/new_request.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(ANSWER_RIGHTS)
def request(http: HttpRequest, reference: str) -> HttpResponse:
    """One case, its words opened for answering it; on POST one deed."""
    asked, actor, at = _case(reference), accounts.actor(http), clock.now()
    name, bound = http.POST.get("deed", ""), None
    with acting(ANSWER_RIGHTS, by=actor, at=at, reason=reference):
        if http.method == "POST":
            deed = deeds.DEEDS.get(name)
            bound = deeds.do(deed, http, asked, at) if deed else None
            if bound is None:
                return redirect("desk:request", reference=reference)
        return _page(http, asked, actor, name, bound)


@require_safe
@staff_required(ANSWER_RIGHTS)
def paper(http: HttpRequest, reference: str, file_id: uuid.UUID) -> HttpResponse:
    """A picture that proves a correction, opened for this case alone."""
    asked = _case(reference)
    found = SealedFile.objects.filter(pk=file_id).first() if str(file_id) in asked.certificates else None
    if found is None or found.expires_at <= clock.now():
        raise Http404
    with acting(ANSWER_RIGHTS, by=accounts.actor(http), at=clock.now(), reason=reference):
        content = b"".join(files.chunks(found))
    drawn = found.media_type == rights.CERTIFICATE_TYPE  # a picture drawn anew; all else is only ever saved
    response = HttpResponse(content, content_type=rights.CERTIFICATE_TYPE if drawn else "application/octet-stream")
    response["Content-Disposition"] = "inline" if drawn else "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["POST"])
@staff_required(ANSWER_RIGHTS)
def lesson(http: HttpRequest) -> HttpResponse:
    """Publish what was changed because of complaints."""
    form = LessonForm(http.POST)
    if form.is_valid():
        said = form.cleaned_data
        complaint = Request.objects.filter(reference=said["reference"].strip().upper(), right=Right.COMPLAINT).first()
        if complaint is not None:
            rights.learn(request=complaint, cause=said["cause"], words=form.words, link=said["link"], at=clock.now())
            return redirect("rights:complaints")
        form.add_error("reference", gettext("No complaint has this number."))
    return _list(http, form)


def _list(http: HttpRequest, form: LessonForm) -> HttpResponse:
    at = clock.now()
    context = {
        "cases": [(one, deeds.standing(one, at)) for one in queries.unfinished()],
        "finished": queries.finished(limit=FINISHED),
        "lesson": form,
    }
    return render(http, "backoffice/requests.html", context, status=422 if form.errors else 200)


def _case(reference: str) -> Request:
    found: Request | None = Request.objects.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def _person(form: NewRequest, at: dt.datetime) -> uuid.UUID | None:
    """Who asks: known by address or number, else new where staff say so, with or without either."""
    known = [one for kind, value in form.handles.items() for one in people_with(kind, value)]
    if known or not form.cleaned_data["is_new"]:
        return next(iter(known), None)
    return newcomer(handles=form.handles, at=at)


def _page(http: HttpRequest, asked: Request, actor: Actor, deed: str, bound: forms.Form | None) -> HttpResponse:
    case = queries.case(asked)
    context = {
        "case": case,
        "standing": deeds.standing(case, clock.now()),
        "deeds": deeds.open_to(case),
        "forms": {name: bound if name == deed and bound else deeds.form(name, asked) for name in deeds.FORMS},
        "to_prove": new_handles.open_for(asked),
        "corrector": registry.corrector(asked.place),
        "letters": queries.letters_of(asked),
        "lessons": queries.lessons_of(asked),
        "reachable": queries.is_reachable(asked),
        "papers": asked.certificates,
        "actor": actor,
        "failed": bound.non_field_errors() if bound else [],
    }
    return render(http, "backoffice/request.html", context, status=422 if bound else 200)
