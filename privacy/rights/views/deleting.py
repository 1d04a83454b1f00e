"""Deletion: what stands in its way, what law keeps, proof, seven days or at once, a receipt that tells nothing."""

import datetime as dt

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from privacy.erasure import queries as erasure
from privacy.rights import identity, queries, registry, services
from privacy.rights.forms import PasswordForm
from privacy.rights.identity import Asker
from privacy.rights.types import Blocked, WrongState
from privacy.rights.views.showing import for_the_person, private, render
from privacy.sharing import queries as sharing


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_person
def delete(request: HttpRequest, who: Asker) -> HttpResponse:
    """Say what will happen; on POST check the password, so that the last step opens."""
    at = clock.now()
    form = PasswordForm(request.POST if "password" in request.POST else None)
    if form.is_bound and form.is_valid() and _proves(request, form):
        return private(redirect("rights:delete"))
    context = {
        "reasons": queries.reasons_to_wait(who.person_ids, at=at),
        "kept": erasure.kept(who.person_ids, at=at),
        "proof": identity.fresh_proof(request, at=at),
        "form": form if who.signed_in and registry.prover() else None,
        "pending": queries.pending_deletion(who.person_ids),
        "signed_in": who.signed_in,
    }
    return render(request, "delete", context, status=422 if form.errors else 200)


def _proves(request: HttpRequest, form: PasswordForm) -> bool:
    """Whether the password is right; if not, the form says so."""
    try:
        if identity.check_password(request, password=form.cleaned_data["password"], at=clock.now()):
            return True
    except ValidationError as refused:
        form.add_error("password", refused)
        return False
    form.add_error("password", _("This is not your password. Nothing was changed."))
    return False


@require_POST
@for_the_person
def confirm(request: HttpRequest, who: Asker) -> HttpResponse:
    """Ask for deletion in a week (`when=later`), or carry it out (`when=now`)."""
    at = clock.now()
    proof = identity.fresh_proof(request, at=at)
    if proof is None:
        return private(redirect("rights:delete"))
    try:
        asked = queries.pending_deletion(who.person_ids) or services.ask(
            proof=proof, language=get_language() or "en", at=at
        )
        if request.POST.get("when") != "now":
            return private(redirect("rights:delete"))
        reference = services.delete_now(request=asked, at=at)
    except (Blocked, WrongState):
        return private(redirect("rights:delete"))  # which says why
    logout(request)
    return private(redirect("rights:receipt", reference))


@require_POST
@for_the_person
def cancel(_request: HttpRequest, who: Asker) -> HttpResponse:
    """Think better of it."""
    pending = queries.pending_deletion(who.person_ids)
    if pending is not None:
        services.revoke(request=pending, at=clock.now())
    return private(redirect("rights:my_data"))


@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """How far the erasure is, and until when law keeps which kinds of rows, for whoever holds the reference."""
    progress = erasure.progress(reference)
    if progress is None:
        raise Http404
    gone_by = next((step.facts.get("backups-gone-by") for step in progress.steps if step.name == "elsewhere"), None)
    told = next((step.facts for step in progress.steps if step.name == "recipients"), {})
    demands = sharing.demands_called((name.partition(".")[2] for name in told), at=clock.now())
    last_copy = dt.date.fromisoformat(str(gone_by)) if gone_by else None
    kept = erasure.kept_of(reference, at=clock.now())
    context = {"progress": progress, "backups_gone_by": last_copy, "demands": demands, "kept": kept}
    return render(request, "receipt", context)
