"""Orders at the desk: what is to be packed, sent, refunded; the recipient opened for dispatch, on record."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from kit import clock
from policy.purposes import ACCOUNTING, FULFIL_ORDER, OVERVIEW, TAKE_PAYMENT
from privacy.access.services import acting
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice.forms import Refund, Ship
from shop.delivery import queries as delivery
from shop.delivery.types import Address
from shop.orders import queries, services
from shop.orders.models import Order
from shop.orders.types import NotPossible
from shop.payments import queries as payments

PER_PAGE = 30


@require_safe
@staff_required(OVERVIEW)
def orders(request: HttpRequest) -> HttpResponse:
    """Every order, newest first; nothing of a recipient is opened."""
    page = Paginator(queries.all_orders(at=clock.now()), PER_PAGE).get_page(request.GET.get("page"))
    briefs = queries.briefs(list(page), language=get_language() or "en")
    return render(request, "backoffice/orders.html", {"page": page, "orders": briefs})


@require_safe
@staff_required(OVERVIEW)
def order(request: HttpRequest, number: str) -> HttpResponse:
    """One order with its recipient masked."""
    found = _found(number)
    with acting(OVERVIEW, by=accounts.actor(request), at=clock.now(), reason=found.number):
        return render(request, "backoffice/order.html", _context(found))


@require_POST
@staff_required(FULFIL_ORDER)
def dispatch_note(request: HttpRequest, number: str) -> HttpResponse:
    """The order with its recipient open, for the parcel. A POST, because each time is on record."""
    found = _found(number)
    with acting(FULFIL_ORDER, by=accounts.actor(request), at=clock.now(), reason=found.number):
        letter = _letter(found, language=get_language() or "en")
        return render(request, "backoffice/order.html", _context(found) | {"letter": letter})


@require_POST
@staff_required(FULFIL_ORDER)
def label(request: HttpRequest, number: str) -> HttpResponse:
    """What goes onto the parcel, to be printed: the carrier will read it, so it passes the gate first."""
    found = _found(number)
    try:
        services.label(order_id=found.pk, at=clock.now())
    except NotPossible as refused:
        return _again(request, found, problem=str(refused))
    with acting(FULFIL_ORDER, by=accounts.actor(request), at=clock.now(), reason=found.number):
        shown = {"order": found, "letter": _letter(found, language="en"), "parcel": queries.parcel_of(found)}
        return render(request, "backoffice/parcel_label.html", shown)


@require_POST
@staff_required(FULFIL_ORDER)
def pack(request: HttpRequest, number: str) -> HttpResponse:
    """It is being packed."""
    return _move(request, number, lambda found, by: services.pack(order_id=found.pk, by=by, at=clock.now()))


@require_POST
@staff_required(FULFIL_ORDER)
def ship(request: HttpRequest, number: str) -> HttpResponse:
    """The parcel has left; the buyer is written to."""
    form = Ship(request.POST)
    if not form.is_valid():
        return _again(request, _found(number), ship=form)
    tracking = form.cleaned_data["tracking"]
    return _move(
        request,
        number,
        lambda found, by: services.ship(order_id=found.pk, by=by, at=clock.now(), tracking=tracking),
    )


@require_POST
@staff_required(FULFIL_ORDER)
def deliver(request: HttpRequest, number: str) -> HttpResponse:
    """The parcel has arrived."""
    return _move(request, number, lambda found, by: services.deliver(order_id=found.pk, by=by, at=clock.now()))


@require_POST
@staff_required(FULFIL_ORDER, TAKE_PAYMENT)
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel before it leaves; what was paid goes back."""
    return _move(request, number, lambda found, by: services.cancel(order_id=found.pk, by=by, at=clock.now()))


@require_POST
@staff_required(TAKE_PAYMENT)
def refund(request: HttpRequest, number: str) -> HttpResponse:
    """Give money back for lines and delivery."""
    found = _found(number)
    form = Refund(found, request.POST)
    if not form.is_valid():
        return _again(request, found, refund=form)
    return _move(
        request,
        number,
        lambda found, by: services.refund(
            order_id=found.pk,
            wish=form.wish,
            by=by,
            reason=form.cleaned_data["reason"],
            restock=form.cleaned_data["restock"],
            at=clock.now(),
        ),
    )


@require_safe
@staff_required(ACCOUNTING)
def paper(request: HttpRequest, number: str, paper_number: str) -> HttpResponse:
    """An invoice or credit note, opened for the books."""
    found = _found(number)
    with acting(ACCOUNTING, by=accounts.actor(request), at=clock.now(), reason=found.number):
        content = queries.paper_as_pdf(found.number, paper_number, at=clock.now())
    if content is None:
        raise Http404
    disposition = f'attachment; filename="{paper_number}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _found(number: str) -> Order:
    found = queries.order_by_number(number, at=clock.now())
    if found is None:
        raise Http404
    return found


def _letter(found: Order, *, language: str) -> list[str]:
    """The lines of the address, opened."""
    if found.address is None:
        return []
    address = Address(**found.address.reveal())
    return delivery.address_lines(address, name=str(found.recipient_name), language=language)


def _move(request: HttpRequest, number: str, act: Callable[[Order, str], object]) -> HttpResponse:
    found = _found(number)
    try:
        act(found, accounts.actor(request).id)
    except NotPossible as refused:
        return _again(request, found, problem=str(refused))
    return redirect("desk:order", number=number)


def _again(request: HttpRequest, found: Order, **more: object) -> HttpResponse:
    """The page once more, saying what does not work; nothing was changed."""
    problem = more.pop("problem", "")
    shown = (
        {"problem": gettext("That does not fit how the order stands: %(why)s.") % {"why": problem}} if problem else {}
    )
    with acting(OVERVIEW, by=accounts.actor(request), at=clock.now(), reason=found.number):
        return render(request, "backoffice/order.html", _context(found) | more | shown, status=409 if problem else 200)


def _context(found: Order) -> dict[str, object]:
    key = queries.status(found)
    return {
        "order": found,
        "status": key,
        "status_label": queries.status_label(key),
        "tone": queries.TONES[key],
        "sums": queries.sums_of(found),
        "steps": queries.steps(found),
        "lines": [(line, line.name(get_language() or "en")) for line in found.lines.all()],
        "papers": queries.papers_of(found.number, at=clock.now()),
        "standing": payments.standing(found.number),
        "refunds": payments.refunds_of(found.number),
        "ship": Ship(),
        "refund": Refund(found),
    }
