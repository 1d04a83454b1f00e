"""The object page, its live availability and the code of its passport."""

import io

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kit.pages import public_page
from shop.catalogue import queries
from shop.storefront.facts import facts
from shop.storefront.structured import product
from shop.storefront.visitor import visitor


@public_page()
def piece(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one piece."""
    who = visitor(request)
    found = queries.piece_page(slug, currency=who.currency, language=who.language)
    if found is None:
        raise Http404
    address = f"{settings.SITE_URL}{request.path}"
    return render(
        request,
        "storefront/piece.html",
        {
            "piece": found,
            "facts": facts(found, who.language),
            "related": queries.related(found, currency=who.currency, language=who.language),
            "structured": product(found, address),
        },
    )


@require_safe
def availability(request: HttpRequest, slug: str) -> HttpResponse:
    """How things stand with the piece at this moment: the region of the object page that may never be stale."""
    who = visitor(request)
    found = queries.sale_state(slug, currency=who.currency)
    if found is None:
        raise Http404
    return render(request, "storefront/availability.html", {"piece": found})


@public_page()
def passport_code(request: HttpRequest, slug: str) -> HttpResponse:
    """A QR code that leads to the piece's passport, as SVG."""
    if queries.stock(slug) is None:
        raise Http404
    address = f"{settings.SITE_URL}{reverse('storefront:piece', args=[slug])}#passport"
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=2, dark="#1c1613", light="#fff", svgclass=None)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
