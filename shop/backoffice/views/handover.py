"""The rare cases at the desk: the studio changes hands; something about a person has to be published."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from policy.purposes import OVERSEE, WEIGH_PUBLICATION
from privacy.access import services as four_eyes
from privacy.access.types import Actor, TooLate
from privacy.datamap import queries as datamap
from privacy.handover import queries, services
from privacy.handover.models import Publication, Transfer
from privacy.handover.types import NotAllowed
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice import handover_forms as forms
from shop.backoffice import purposes


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(OVERSEE)
def transfers(request: HttpRequest) -> HttpResponse:
    """Every transfer; on POST a new one."""
    form = forms.NewTransfer(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"purposes": [datamap.purpose(one) for one in form.cleaned_data["purposes"]]}
        try:
            made = services.open_transfer(by=accounts.actor(request), at=clock.now(), **said)
            return redirect("desk:transfer", made.reference)
        except NotAllowed as refused:
            form.add_error("public_key", str(refused))
    context = {"transfers": queries.transfers(), "form": form}
    return render(request, "backoffice/transfers.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required(OVERSEE)
def transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """One transfer: what is checked, who was told, who objected, the package."""
    return _transfer_page(request, _transfer(reference))


@require_POST
@staff_required(OVERSEE)
def answer(request: HttpRequest, reference: str, question: str) -> HttpResponse:
    """Answer one item of due diligence."""
    found = _transfer(reference)
    asked = next((one.question for one in queries.checklist(found) if one.question.id == question), None)
    if asked is None:
        raise Http404
    form = forms.Answering(asked, request.POST)
    if not form.is_valid():
        return _transfer_page(request, found, status=422, faulty=form)
    words, by = form.cleaned_data["words"], accounts.actor(request)
    return _step(
        request, found, lambda: services.answer(transfer=found, question=question, words=words, by=by, at=clock.now())
    )


@require_POST
@staff_required(OVERSEE)
def advance(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """The next step: propose to `tell` or to `seal`, `agree` to that or `decline` it, note that it is `gone`."""
    found, by, at = _transfer(reference), accounts.actor(request), clock.now()
    steps: dict[str, Callable[[], object]] = {
        "tell": lambda: services.propose_telling(transfer=found, by=by, at=at),
        "seal": lambda: services.propose_sealing(transfer=found, by=by, at=at),
        "agree": lambda: _decide(found, by, at, approve=True),
        "decline": lambda: _decide(found, by, at, approve=False),
        "gone": lambda: services.hand_over(transfer=found, by=by, at=at),
    }
    if step not in steps:
        raise Http404
    return _step(request, found, steps[step])


@require_POST
@staff_required(OVERSEE)
def letter(request: HttpRequest, reference: str, person_id: uuid.UUID) -> HttpResponse:
    """Note that a letter on paper went to somebody nothing else reaches."""
    found, by = _transfer(reference), accounts.actor(request)
    if person_id not in queries.paper(found):
        raise Http404
    return _step(
        request, found, lambda: services.note_letter(transfer=found, person_id=person_id, by=by, at=clock.now())
    )


@require_safe
@staff_required(OVERSEE)
def package(request: HttpRequest, reference: str) -> FileResponse:
    """The sealed package, fetched on record: noise to everybody but the receiver."""
    found = _transfer(reference)
    try:
        path = services.fetch_package(transfer=found, by=accounts.actor(request), at=clock.now())
    except NotAllowed:
        raise Http404 from None
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{found.reference}.sealed")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(WEIGH_PUBLICATION)
def publications(request: HttpRequest) -> HttpResponse:
    """Every case of publication; on POST a new one."""
    form = forms.NewPublication(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        by = accounts.actor(request)
        made = services.request_publication(person_id=said.pop("person"), by=by, at=clock.now(), **said)
        return redirect("desk:publication", made.reference)
    context = {"cases": queries.publications(), "form": form}
    return render(request, "backoffice/publications.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required(WEIGH_PUBLICATION)
def publication(request: HttpRequest, reference: str) -> HttpResponse:
    """One case: weighed by two, covered, packed."""
    return _case_page(request, _case(reference))


@require_POST
@staff_required(WEIGH_PUBLICATION)
def decide(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """Weigh `necessity` or `legality`, `pack`, or `refuse`."""
    case, by, at = _case(reference), accounts.actor(request), clock.now()
    if step in {"necessity", "legality"}:
        form = forms.Weighing(step, request.POST)
        if not form.is_valid():
            return _case_page(request, case, status=422, **{step: form})
        words = form.cleaned_data["words"]
        return _case_step(
            request,
            case,
            lambda: services.weigh(case=case, matter=step, words=words, by=by, at=at),  # type: ignore[arg-type]  # one of the two
        )
    if step == "pack":
        return _case_step(request, case, lambda: services.pack(case=case, by=by, at=at))
    if step == "refuse":
        return _case_step(request, case, lambda: services.refuse_publication(case=case, by=by, at=at))
    raise Http404


@require_POST
@staff_required(WEIGH_PUBLICATION)
def cover(request: HttpRequest, reference: str) -> HttpResponse:
    """Take in one ordered item, covered; what it was made of is not kept."""
    case, by, at = _case(reference), accounts.actor(request), clock.now()
    form = forms.Covering(case, request.POST, request.FILES)
    if not form.is_valid():
        return _case_page(request, case, status=422, covering=form)
    said = form.cleaned_data

    def keep() -> None:
        if said["picture"]:
            content = said["picture"].read()
            services.add_image(case=case, item=said["item"], content=content, covered=said["parts"], by=by, at=at)
        else:
            words = said["words"].splitlines()
            services.add_text(case=case, item=said["item"], text=said["text"], covered=words, by=by, at=at)

    return _case_step(request, case, keep)


@require_safe
@staff_required(WEIGH_PUBLICATION)
def exhibit(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One covered item as it would be published, looked at on record."""
    found = _case(reference).exhibits.filter(pk=number).select_related("publication", "file").first()
    if found is None:
        raise Http404
    content = services.look(exhibit=found, by=accounts.actor(request), at=clock.now())
    kind = "image/png" if found.file.media_type == "image/png" else "text/plain; charset=utf-8"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": "inline"})


@require_safe
@staff_required(WEIGH_PUBLICATION)
def published(request: HttpRequest, reference: str) -> HttpResponse:
    """The package of a case, opened on record."""
    case = _case(reference)
    if case.package is None:
        raise Http404
    content = services.fetch(case=case, by=accounts.actor(request), at=clock.now())
    disposition = f'attachment; filename="{case.reference}.zip"'
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": disposition})


def _transfer(reference: str) -> Transfer:
    found = queries.transfer_called(reference)
    if found is None:
        raise Http404
    return found


def _decide(found: Transfer, by: Actor, at: dt.datetime, *, approve: bool) -> None:
    """Raises `NotAllowed` for whoever proposed it, and when nothing is proposed any more."""
    waiting = services.proposed(found, at=at)
    if waiting is None:
        raise NotAllowed(_("Nothing waits to be agreed to."))
    if waiting.proposed_by == by.id:
        raise NotAllowed(_("You proposed it. Somebody else decides."))
    try:
        four_eyes.decide(proposal_id=waiting.pk, by=by, approve=approve, at=at)
    except TooLate:  # somebody else has decided it this very moment
        raise NotAllowed(_("Nothing waits to be agreed to.")) from None


def _case(reference: str) -> Publication:
    found = queries.publication_called(reference)
    if found is None:
        raise Http404
    return found


def _step(request: HttpRequest, found: Transfer, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except NotAllowed as refused:
        return _transfer_page(request, found, status=409, problem=str(refused))
    return redirect("desk:transfer", found.reference)


def _case_step(request: HttpRequest, case: Publication, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except NotAllowed as refused:
        return _case_page(request, case, status=409, problem=str(refused))
    return redirect("desk:publication", case.reference)


def _transfer_page(request: HttpRequest, found: Transfer, *, status: int = 200, **more: Any) -> HttpResponse:
    faulty = more.pop("faulty", None)
    me = accounts.actor(request)
    checklist = [
        (one, faulty if faulty and faulty.question == one.question else forms.Answering(one.question))
        for one in queries.checklist(found)
    ]
    context = {
        "transfer": found,
        "checklist": checklist,
        "role": me.role,
        "me": me.id,
        "proposal": services.proposed(found, at=clock.now()),
        "terms": services.fingerprint(found)[:16],
        "complete": all(one.at for one, _form in checklist),
        "purposes": [purposes.named(one) for one in found.purposes],
        "told": queries.told(found),
        "on_the_way": queries.on_the_way(found),
        "paper": queries.paper(found),
        "objections": queries.objections(found),
        "over": found.objections_until is not None and clock.now().date() > found.objections_until,
    }
    return render(request, "backoffice/transfer.html", context | more, status=status)


def _case_page(request: HttpRequest, case: Publication, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "case": case,
        "exhibits": list(case.exhibits.order_by("pk")),
        "necessity": forms.Weighing("necessity"),
        "legality": forms.Weighing("legality"),
        "covering": forms.Covering(case),
        "me": accounts.actor(request).id,
        "decided": case.refused_at or case.packed_at,
    }
    return render(request, "backoffice/publication.html", context | more, status=status)
