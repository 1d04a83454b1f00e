"""An order's page for its owner, with or without an account, and the list of them."""

import uuid

import phonenumbers
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.rights import identity
from shop.delivery import queries as delivery
from shop.delivery.types import Address
from shop.orders import queries, visitor
from shop.orders.lines import milliseconds
from shop.orders.models import Order
from shop.orders.moments import moments
from shop.orders.services.cancelling import cancel
from shop.orders.services.paying import learn
from shop.orders.terms import VERSION
from shop.orders.types import NotPossible

OPENED = "orders"


@never_cache
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """The visitor's orders, newest first."""
    language = visitor.language_of(request)
    found = list(queries.orders_of(_own_ids(request), at=clock.now())[:100])
    return render(request, "orders/orders.html", {"orders": queries.briefs(found, language=language)})


@never_cache
@require_safe
def order(request: HttpRequest, number: str) -> HttpResponse:
    """One order. Unknown or somebody else's: the same 404."""
    found, at = _own(request, number), clock.now()
    status = queries.status(found)
    if status in {"unpaid", "checking"}:
        learn(order=found, at=at)
        found = _own(request, number)
        status = queries.status(found)
    with acting(SELF, by=Actor.person(found.person_id), at=at):
        return render(
            request,
            "orders/order.html",
            _context(found, status, visitor.language_of(request), request.session.get(visitor.CHECKOUT, "")),
        )


@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A mailed link: remember in the session that this browser may see the order, and show it."""
    found = queries.order_by_token(token, at=clock.now())
    if found is None:
        raise Http404
    opened: list[str] = request.session.get(OPENED, [])
    request.session[OPENED] = [*[one for one in opened if one != found.number], found.number][-20:]
    response = HttpResponseRedirect(reverse("orders:order", args=[found.number]))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_POST
def cancel_order(request: HttpRequest, number: str) -> HttpResponse:
    """Its owner cancels an order that has not left the studio; money that came goes back."""
    found = _own(request, number)
    try:
        cancel(order_id=found.pk, by="person", at=clock.now())
    except NotPossible:
        return HttpResponseRedirect(f"{reverse('orders:order', args=[number])}#too-late")
    return HttpResponseRedirect(reverse("orders:order", args=[number]))


def _context(found: Order, key: str, language: str, checkout_id: str) -> dict[str, object]:
    return {
        "order": found,
        "status": key,
        "status_label": queries.status_label(key),
        "tone": queries.TONES[key],
        "moments": moments(found, key),
        "sums": queries.sums_of(found),
        "returned": queries.returned_of(found),
        "duties_said": delivery.duties_said(found.duties),
        "documents": queries.papers_of(found.number, at=clock.now()),
        "can_pay": key == "unpaid" and str(found.checkout_id) == checkout_id,
        "lines": [(line, line.name(language)) for line in found.lines.all()],
        "letter": _letter(found, language),
        "phone": _spaced(str(found.phone or "")),
        "note": str(found.note or ""),
        "can_cancel": key in {"unpaid", "paid"},
        "bought": " ".join(str(line.piece_id) for line in found.lines.all()) if key == "paid" else "",
        "bought_at": milliseconds(found.placed_at),
    }


def _letter(found: Order, language: str) -> list[str]:
    """The delivery address, as long as it is kept."""
    if found.address is None:
        return []
    address = Address(**found.address.reveal())
    return delivery.address_lines(address, name=str(found.recipient_name), language=language)


def _spaced(number: str) -> str:
    """A phone number as people read it."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _own(request: HttpRequest, number: str) -> Order:
    found = queries.order_of(number, _own_ids(request), at=clock.now())
    if found is None and number in request.session.get(OPENED, []):
        found = queries.order_by_number(number, at=clock.now())
    if found is None:
        raise Http404
    return found


def _own_ids(request: HttpRequest) -> frozenset[uuid.UUID]:
    """Whoever is signed in, this browser's guest, and whom a proved address has shown to be: they see it all anyway."""
    asker, guest = identity.asker(request, at=clock.now()), visitor.person_of(request)
    shown = asker.person_ids if asker else frozenset()
    return shown | {guest} if guest else shown


@never_cache
@require_safe
def paper(request: HttpRequest, number: str, paper_number: str) -> HttpResponse:
    """An invoice or credit note of an order, as PDF for its owner."""
    found, at = _own(request, number), clock.now()
    with acting(SELF, by=Actor.person(found.person_id), at=at):
        content = queries.paper_as_pdf(found.number, paper_number, at=clock.now())
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="Shijiang-{paper_number}.pdf"'
    return response


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """The terms of sale."""
    return render(request, "orders/terms.html", {"terms_version": VERSION})
