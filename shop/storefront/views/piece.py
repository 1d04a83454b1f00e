"""The object page, its live availability and the code of its passport."""

import datetime as dt
import io
import uuid

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from kit import clock
from kit.pages import public_page
from shop.catalogue import queries
from shop.catalogue.types import PieceForSale, PiecePage
from shop.orders.queries import held_by, held_pieces, held_until
from shop.orders.visitor import CHECKOUT
from shop.storefront.destination import destination
from shop.storefront.facts import facts
from shop.storefront.structured import absolute, product
from shop.storefront.visitor import visitor
from ui.types import Crumb, Moment


@public_page("country")
def piece(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one piece."""
    who = visitor(request)
    found = queries.piece_page(slug, currency=who.currency, language=who.language)
    if found is None:
        raise Http404
    main = found.pictures[0] if found.pictures else None
    return render(
        request,
        "storefront/piece.html",
        {
            "piece": found,
            "facts": facts(found, who.language),
            "trail": _trail(found),
            "moments": _moments(found),
            "related": queries.related(found, currency=who.currency, language=who.language),
            "structured": product(found, absolute(request.path)),
            "share": absolute(main.share) if main and main.share else "",
            "transition": f"piece-{found.slug}",
            "held_until": _held_until(found),
            **destination(request.GET.get("country", ""), found.parcel_g, who),
        },
    )


def _trail(found: PiecePage) -> list[Crumb]:
    return [
        Crumb(gettext("Collections"), reverse("storefront:collections")),
        Crumb(found.collection.name, reverse("storefront:collection", args=[found.collection.slug])),
        Crumb(found.name),
    ]


def _moments(found: PiecePage) -> list[Moment]:
    return [
        Moment(stage.name, date_format(stage.finished_on, "DATE_FORMAT"), stage.role + _after(stage.days))
        for stage in found.passport
    ]


def _after(days: int | None) -> str:
    if days is None:
        return ""
    return " · " + ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


@require_safe
def availability(request: HttpRequest, slug: str) -> HttpResponse:
    """How things stand with the piece at this moment: the region of the object page that may never be stale."""
    who = visitor(request)
    found = queries.for_sale(slug, currency=who.currency, language=who.language)
    if found is None:
        raise Http404
    yours = _held_for(request, found.piece_id)
    held = None if yours else _held_until(found)
    return render(request, "storefront/availability.html", {"piece": found, "held_until": held, "yours_until": yours})


def _held_for(request: HttpRequest, piece_id: int) -> dt.datetime | None:
    """Until when this very visitor's checkout holds the piece, if it does."""
    number = request.session.get(CHECKOUT)
    checkout_id = uuid.UUID(number) if number else None
    if checkout_id is None or piece_id not in held_by(checkout_id):
        return None
    return held_until(checkout_id, at=clock.now())


def _held_until(found: PiecePage | PieceForSale) -> dt.datetime | None:
    """Of a piece that cannot be had: until when somebody else's checkout holds it, if one does."""
    if found.stock:
        return None
    holds = held_pieces([found.piece_id], at=clock.now())
    return holds[0].until if holds else None


@public_page("country")
def delivery_offer(request: HttpRequest, slug: str) -> HttpResponse:
    """What sending the piece to a country costs, and when it arrives: a region of the object page."""
    who = visitor(request)
    found = queries.for_sale(slug, currency=who.currency, language=who.language)
    if found is None:
        raise Http404
    offered = destination(request.GET.get("country", ""), found.parcel_g, who)
    return render(request, "storefront/delivery_offer.html", {"piece": found, **offered})


@public_page()
def passport_code(request: HttpRequest, slug: str) -> HttpResponse:
    """A QR code that leads to the piece's passport, as SVG."""
    if queries.stock(slug) is None:
        raise Http404
    address = absolute(f"{reverse('storefront:piece', args=[slug])}#passport")
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=2, svgclass=None)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
