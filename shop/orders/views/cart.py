"""The cart's page. Browsers with storage bring their own lines; for the others it lies on the server."""

import json
import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kit import clock, ids
from kit.origin import own_pages_only
from shop.orders import queries, visitor
from shop.orders.lines import BadLines, from_browser, milliseconds, present, wanted
from shop.orders.services import cart as services
from shop.orders.types import Lines


@never_cache
@require_safe
def cart(request: HttpRequest) -> HttpResponse:
    """The cart as the server knows it; a browser with storage replaces it with its own."""
    person_id = visitor.person_of(request)
    return render(request, "orders/cart.html", _context(request, queries.lines_of(person_id) if person_id else None))


@own_pages_only
@never_cache
@require_POST
def lines(request: HttpRequest) -> HttpResponse:
    """The inner part of the page for the lines a browser keeps; joined with the server's where there are some."""
    at = clock.now()
    try:
        brought: Lines = from_browser(request.POST.get("lines", ""), now_ms=milliseconds(at))
    except BadLines:
        return HttpResponseBadRequest()
    person_id = visitor.person_of(request)
    if person_id and queries.lines_of(person_id) is not None:
        kept = services.merge(person_id=person_id, lines=brought, at=at)
        return render(request, "orders/_cart.html", _context(request, kept))
    return render(request, "orders/_cart.html", _context(request, brought) | {"kept": False})


@own_pages_only
@require_POST
def put(request: HttpRequest) -> HttpResponse:
    """Set the quantity of one piece in the server's cart: for browsers without storage or scripts."""
    try:
        [(piece_id, quantity)] = _one_line(request.POST.get("piece", ""), request.POST.get("quantity", ""))
    except BadLines:
        return HttpResponseBadRequest()
    at = clock.now()
    person_id = visitor.person_of(request) if quantity == 0 else visitor.ensure_person(request, at=at)
    if person_id:
        services.put(person_id=person_id, piece_id=piece_id, quantity=quantity, at=at)
    return HttpResponseRedirect(reverse("orders:cart"))


@own_pages_only
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The account's owner wants the cart kept there: from now on it is the same in all their browsers."""
    at = clock.now()
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("orders:cart"))
    try:
        brought = from_browser(request.POST.get("lines", ""), now_ms=milliseconds(at))
    except BadLines:
        return HttpResponseBadRequest()
    services.merge(person_id=request.user.person_id, lines=brought, at=at)
    return HttpResponseRedirect(reverse("orders:cart"))


def _one_line(piece: str, quantity: str) -> list[tuple[int, int]]:
    if quantity == "0":
        return [(piece_id, 0) for piece_id, _quantity in wanted([f"{piece}:1"])]
    return wanted([f"{piece}:{quantity}"])


def _context(request: HttpRequest, lines: Lines | None) -> dict[str, object]:
    shown = queries.view(
        present(lines or {}),
        currency=visitor.currency_of(request),
        language=visitor.language_of(request),
        own=queries.held_by(_checkout_of(request)),
    )
    return {
        "cart": shown,
        "kept": lines is not None,
        "lines": json.dumps(lines or {}),
        "key": ids.token(),
    }


def _checkout_of(request: HttpRequest) -> uuid.UUID | None:
    number = request.session.get(visitor.CHECKOUT)
    return uuid.UUID(number) if number else None
