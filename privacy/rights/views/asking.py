"""Asking for what is not one click away, and following it to its end."""

import contextlib
import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from kit.pictures import NotAPicture
from privacy.datamap import queries as datamap
from privacy.rights import identity, new_handles, queries, services
from privacy.rights.forms import CodeForm, ComplainForm, CorrectForm, ReplyForm, StopForm
from privacy.rights.identity import Asker
from privacy.rights.models import Request
from privacy.rights.types import Proof, Right, WrongState
from privacy.rights.views.showing import for_the_person, private, render

# In the session: the number of the code sent for each request.
SENT = "rights.new_handles"


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_person
def complain(request: HttpRequest, who: Asker) -> HttpResponse:
    """A complaint."""
    form = ComplainForm(request.POST or None)
    if form.is_valid():
        made = _lodged(who, Right.COMPLAINT, words=form.cleaned_data["words"], cause=form.cleaned_data["cause"])
        return private(redirect("rights:request", made.reference))
    return render(request, "complain", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_person
def correct(request: HttpRequest, who: Asker) -> HttpResponse:
    """A correction of what one cannot change oneself, with papers."""
    form = CorrectForm(services.correctable(who.person_ids), request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            made = _correction(who, form.cleaned_data)
        except NotAPicture:
            form.add_error("papers", _("One of these is no JPEG, PNG or WebP picture of up to 25 MB."))
        else:
            return private(redirect("rights:request", made.reference))
    context = {"form": form, "signed_in": who.signed_in, "staying": queries.what_stays(who.person_ids)}
    return render(request, "correct", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_person
def stop(request: HttpRequest, who: Asker) -> HttpResponse:
    """Taking consents back without an account: done with the click."""
    given = services.standing(who.person_ids)
    form = StopForm(given, request.POST or None)
    if form.is_valid():
        made = _lodged(who, Right.WITHDRAWAL, words="")
        chosen = [datamap.purpose(one) for one in form.cleaned_data["purposes"]]
        services.withdraw(request=made, purposes=chosen, at=clock.now())
        return private(redirect("rights:request", made.reference))
    return render(request, "stop", {"form": form, "given": given}, status=422 if form.errors else 200)


@require_safe
@for_the_person
def asked(request: HttpRequest, who: Asker, reference: str) -> HttpResponse:
    """How a request stands."""
    return _page(request, who, _own(who, reference), ReplyForm())


@require_POST
@for_the_person
def confirm(_request: HttpRequest, who: Asker, reference: str) -> HttpResponse:
    """Yes, this was I: the request that came by mail or through staff is proved."""
    found, at = _own(who, reference), clock.now()
    if found.proved_at is None and found.closed_at is None:
        services.prove(request=found, proof=Proof(who.person_ids, "session", at), at=at)
    return private(redirect("rights:request", reference))


@require_POST
@for_the_person
def reply(request: HttpRequest, who: Asker, reference: str) -> HttpResponse:
    """Answer what we asked; the clock runs on."""
    found, form = _own(who, reference), ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, who, found, form)
    if found.closed_at is None and found.question is not None:
        services.hear(request=found, reply=form.cleaned_data["reply"], at=clock.now())
    return private(redirect("rights:request", reference))


@require_POST
@for_the_person
def prove_new(request: HttpRequest, who: Asker, reference: str) -> HttpResponse:
    """Have a code sent to the new address or number a correction asks for; with `code`, prove it."""
    found, at = _own(who, reference), clock.now()
    with identity.reading_own(found.person_id, at=at):
        if found.closed_at is not None or new_handles.open_for(found) is None:
            return private(redirect("rights:request", reference))
        if "code" not in request.POST:
            request.session[SENT] = {
                **request.session.get(SENT, {}),
                reference: str(new_handles.send_code(found, at=at)),
            }
            return private(redirect("rights:request", reference))
        form, sent = CodeForm(request.POST), request.session.get(SENT, {}).get(reference)
        if form.is_valid():
            code = form.cleaned_data["code"]
            if sent and new_handles.prove(found, code_id=uuid.UUID(sent), code=code, at=at):
                return private(redirect("rights:request", reference))
            form.add_error(
                "code", _("This code is not right, or its quarter of an hour is over. You can ask for a new one.")
            )
    return _page(request, who, found, ReplyForm(), form)


@require_POST
@for_the_person
def revoke(_request: HttpRequest, who: Asker, reference: str) -> HttpResponse:
    """Think better of it."""
    found = _own(who, reference)
    with contextlib.suppress(WrongState):  # it had ended meanwhile, and its page says how
        services.revoke(request=found, at=clock.now())
    return private(redirect("rights:request", reference))


def _correction(who: Asker, said: dict[str, Any]) -> Request:
    """The request and its papers, both or neither. Raises `NotAPicture`."""
    place, _bar, record = said["what"].partition("|")
    papers = [one.read() for one in said["papers"]]
    with transaction.atomic():
        wanted = {"place": place, "record": record, "wanted": said["wanted"]}
        made = _lodged(who, Right.CORRECTION, words=said["words"], **wanted)
        services.enclose(request=made, contents=papers, at=clock.now())
    return made


def _lodged(who: Asker, right: Right, *, words: str, **said: str) -> Request:
    at = clock.now()
    proof = Proof(who.person_ids, "session", at)
    return services.lodge(proof=proof, right=right, words=words, language=get_language() or "en", at=at, **said)


def _own(who: Asker, reference: str) -> Request:
    found: Request | None = Request.objects.filter(reference=reference, person__in=who.person_ids).first()
    if found is None or not set(services.persons_of(found)) <= who.person_ids:
        raise Http404
    return found


def _page(
    request: HttpRequest, who: Asker, found: Request, form: ReplyForm, code: CodeForm | None = None
) -> HttpResponse:
    with identity.reading_own(found.person_id, at=clock.now()):
        lessons = queries.lessons_of(found)
        context = {"case": queries.case(found), "form": form, "signed_in": who.signed_in, "lessons": lessons}
        context["to_prove"] = new_handles.open_for(found)
        context |= {"code": code or CodeForm(), "sent": found.reference in request.session.get(SENT, {})}
        return render(request, "request", context, status=422 if form.errors or (code and code.errors) else 200)
