"""Showing who one is, without an account: a code sent to an address one has given us."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kit import clock
from privacy.rights import identity
from privacy.rights.forms import AddressForm, CodeForm
from privacy.rights.identity import Asker
from privacy.rights.views.showing import for_the_person, private, render
from privacy.sharing.services import can_text

AFTER = {"delete": "rights:delete"}


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Ask for an address and send a code there."""
    form = AddressForm(request.POST or None, texts=can_text())
    if request.method == "POST" and form.is_valid():
        kind, value = form.way
        identity.send_code(request, kind=kind, value=value, language=get_language() or "en", at=clock.now())
        return private(redirect("rights:code"))
    context = {"form": form, "sign_in": f"{resolve_url(settings.LOGIN_URL)}?next={reverse('rights:my_data')}"}
    return render(request, "prove", context, status=422 if form.errors else 200)


@require_POST
@for_the_person
def send_own(request: HttpRequest, who: Asker) -> HttpResponse:
    """Send a code to the address of the person who is signed in, to prove it once more."""
    person_id = getattr(request.user, "person_id", None) or min(who.person_ids)
    identity.send_code_to(request, person_id=person_id, language=get_language() or "en", at=clock.now())
    return private(redirect(f"{reverse('rights:code')}?then=delete"))


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Check the code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if identity.check_code(request, code=form.cleaned_data["code"], at=clock.now()):
            return private(redirect(AFTER.get(request.GET.get("then", ""), "rights:my_data")))
        form.add_error(
            "code", _("This code is not right, or its quarter of an hour is over. You can ask for a new one.")
        )
    return render(request, "code", {"form": form}, status=422 if form.errors else 200)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget in this browser that a handle was proved."""
    for name in (identity.PROVED, identity.FRESHLY, identity.ASKED):
        request.session.pop(name, None)
    return private(redirect("/"))
