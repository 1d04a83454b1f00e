"""Firms that receive data: how each stands, and everything that is entered about them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from kit.countries import country_name
from policy.purposes import OVERSEE
from privacy.datamap.types import Recipient
from privacy.sharing import queries, services
from privacy.sharing.models import Finding
from privacy.sharing.models.demands import Cause
from privacy.sharing.types import NotAllowed
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice import recipient_forms as forms


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed at a recipient: its form, and what is done with it."""

    form: Callable[..., forms.Deed]
    act: Callable[[Any, str], object]


def _contract(form: forms.ContractForm, by: str) -> object:
    said = form.cleaned_data
    return services.propose_contract(
        recipient=form.recipient.id,
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        document_sha256=form.sha256,
        by=by,
        at=clock.now(),
    )


def _review(form: forms.Reviewed, by: str) -> object:
    said = form.cleaned_data
    return services.review(
        recipient=form.recipient.id,
        kind=said["kind"],
        held_on=said["held_on"],
        next_due_on=said["next_due_on"],
        passed=said["passed"],
        form=form.answers,
        findings=form.findings,
        by=by,
        at=clock.now(),
    )


def _place(form: forms.AssessedThere, by: str) -> object:
    services.assess(place=form.recipient.id, country=form.recipient.region, by=by, at=clock.now(), **form.cleaned_data)
    return None


def _mailbox(form: forms.Mailbox, _by: str) -> object:
    services.keep_contact(recipient=form.recipient.id, mailbox=form.cleaned_data["mailbox"])
    return None


def _sub(form: forms.SubFirm, _by: str) -> object:
    return services.keep_sub_recipient(recipient=form.recipient.id, at=clock.now(), **form.cleaned_data)


def _left(form: forms.FirmLeft, _by: str) -> object:
    said = form.cleaned_data
    services.end_sub_recipient(firm_id=int(said["firm"]), ended_on=said["ended_on"], at=clock.now())
    return None


def _drop(form: forms.Drop, by: str) -> object:
    services.terminate(recipient=form.recipient, reason=form.cleaned_data["reason"], by=by, at=clock.now())
    return None


DEEDS = {
    "contract": Entry(forms.ContractForm, _contract),
    "review": Entry(forms.Reviewed, _review),
    "place": Entry(forms.AssessedThere, _place),
    "mailbox": Entry(forms.Mailbox, _mailbox),
    "firm": Entry(forms.SubFirm, _sub),
    "left": Entry(forms.FirmLeft, _left),
    "drop": Entry(forms.Drop, _drop),
}


@require_safe
@staff_required(OVERSEE)
def recipients(request: HttpRequest) -> HttpResponse:
    """Every recipient, and the demands to erase made to them."""
    at = clock.now()
    context = {
        "standings": queries.standings(at),
        "demands": queries.demands(at=at),
        "to_approve": queries.contracts_to_approve(),
    }
    return render(request, "backoffice/recipients.html", context)


@require_safe
@staff_required(OVERSEE)
def recipient(request: HttpRequest, recipient_id: str) -> HttpResponse:
    """One recipient: contract, reviews, place, firms behind it, mailbox."""
    return _page(request, _found(recipient_id))


@require_POST
@staff_required(OVERSEE)
def enter(request: HttpRequest, recipient_id: str, deed: str) -> HttpResponse:
    """Enter something about a recipient; what does not fit comes back as it was typed."""
    found, entry = _found(recipient_id), DEEDS.get(deed)
    if entry is None:
        raise Http404
    form = entry.form(found, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, **{deed: form}, status=422)
    entry.act(form, accounts.actor(request).id)
    return redirect("desk:recipient", recipient_id)


@require_POST
@staff_required(OVERSEE)
def approve(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Approve a contract somebody else entered."""
    row = queries.contract_called(contract_id)
    if row is None:
        raise Http404
    try:
        services.approve_contract(contract_id=contract_id, by=accounts.actor(request).id, at=clock.now())
    except NotAllowed as refused:
        return _page(request, _found(row.recipient), problem=str(refused), status=409)
    return redirect("desk:recipient", row.recipient)


@require_POST
@staff_required(OVERSEE)
def close_finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Note that a finding is mended."""
    row = Finding.objects.filter(pk=finding_id).select_related("review").first()
    if row is None:
        raise Http404
    try:
        services.close_finding(finding_id=finding_id, by=accounts.actor(request).id, at=clock.now())
    except NotAllowed as refused:
        return _page(request, _found(row.review.recipient), problem=str(refused), status=409)
    return redirect("desk:recipient", row.review.recipient)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(OVERSEE)
def demand(request: HttpRequest, reference: str) -> HttpResponse:
    """One demand to erase with its letter; on POST the recipient's confirmation."""
    row, problem = queries.demand_called(reference), ""
    if row is None:
        raise Http404
    form = forms.Confirmed(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            proof = form.cleaned_data["proof"]
            services.confirm(reference=reference, proof=proof, by=accounts.actor(request).id, at=clock.now())
            return redirect("desk:demand", reference)
        except NotAllowed as refused:
            problem = str(refused)
    subject, text = services.letter(row)
    context = {
        "demand": row,
        "firm": getattr(queries.recipient_called(row.recipient), "title", row.recipient),
        "cause": Cause(row.cause).label,
        "subject": subject,
        "text": text,
        "mailbox": queries.mailbox_of(row.recipient),
        "form": form,
        "problem": problem,
    }
    return render(request, "backoffice/demand.html", context, status=409 if problem else 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(OVERSEE)
def places(request: HttpRequest) -> HttpResponse:
    """Where data rests; on POST the assessment of one of our own stores."""
    at = clock.now()
    known = {one.id: one for one in queries.places(at)}
    language = get_language() or "en"
    named = [(one.id, f"{one.title} · {country_name(one.country, language)}") for one in known.values()]
    form = forms.AssessedHere(named, request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen, by = known[form.cleaned_data["place"]], accounts.actor(request).id
        services.assess(country=chosen.country, by=by, at=at, **form.cleaned_data)
        return redirect("desk:places")
    context = {"places": known.values(), "form": form}
    return render(request, "backoffice/places.html", context, status=422 if request.method == "POST" else 200)


def _found(recipient_id: str) -> Recipient:
    found = queries.recipient_called(recipient_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Recipient, *, status: int = 200, **more: Any) -> HttpResponse:
    at = clock.now()
    places = {one.id: one for one in queries.places(at)}
    context = {
        "recipient": found,
        "standing": queries.standing_of(found, at),
        "contracts": queries.contracts_of(found.id),
        "reviews": queries.reviews_of(found.id),
        "firms": [(one, places.get(one.place)) for one in queries.sub_recipients_of(found.id)],
        "mailbox_now": queries.mailbox_of(found.id),
        "recent": queries.passages_to(found.id, at=at),
        "me": accounts.actor(request).id,
    }
    blank = {name: entry.form(found) for name, entry in DEEDS.items()}
    return render(request, "backoffice/recipient.html", context | blank | more, status=status)
