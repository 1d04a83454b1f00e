"""Writing to us, and the addresses with their days."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit import clock
from privacy.correspondence import queries, services
from shop.storefront.contact_form import LARGEST, Contact

# A form around the files.
ROOM = 64 * 1024
SENT = "sent"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The form and the addresses; on POST the letter is taken in and its number is told."""
    form = Contact(request.POST, request.FILES) if request.method == "POST" else Contact()
    if request.method == "POST" and _fits(request, form):
        said = form.cleaned_data
        ticket = services.write(
            email=said["email"],
            subject=said["subject"],
            text=said["text"],
            files=form.enclosed,
            mailbox=said["mailbox"],
            language=get_language() or "en",
            key=said["key"],
            at=clock.now(),
        )
        return redirect(f"{reverse('storefront:contact')}?{SENT}={ticket.reference}")
    context = {
        "form": form,
        "addresses": [(one.title, services.address_of(one)) for one in queries.public_mailboxes()],
        "sent": queries.reference_in(request.GET.get(SENT, "")),
        "days": queries.DAYS,
    }
    return render(request, "storefront/contact.html", context, status=422 if form.errors else 200)


def _fits(request: HttpRequest, form: Contact) -> bool:
    """Whether the letter is right, and neither too large nor the next of too many."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + ROOM:
        form.add_error("attached", gettext("Ten megabytes in all at most."))
    if form.is_valid() and not ratelimit.consume(request, action="write_to_us"):
        form.add_error(None, gettext("That were many letters within an hour. Please send the next one by e-mail."))
    return not form.errors
