"""Lists of pieces: all of them with filters, and those that words find."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kit.pages import public_page
from shop.catalogue import queries
from shop.catalogue.types import Order, Size, WordKind
from shop.storefront.forms import FILTERS, QUERY, page_number, wanted
from shop.storefront.visitor import Visitor, visitor


@public_page(*QUERY)
def pieces(request: HttpRequest) -> HttpResponse:
    """All pieces, filtered and sorted."""
    return render(request, "storefront/pieces.html", _found(request))


@public_page(*QUERY)
def search(request: HttpRequest) -> HttpResponse:
    """The pieces that bear the words asked for; nothing is listed before any are."""
    context = _found(request) if request.GET.get("q", "").strip() else {"words": ""}
    return render(request, "storefront/search.html", context)


def _found(request: HttpRequest) -> dict[str, Any]:
    who = visitor(request)
    asked = wanted(request.GET.dict(), who.currency)
    page = queries.listed(asked, page=page_number(request.GET), currency=who.currency, language=who.language)
    return {
        "page": page,
        "words": asked.words,
        "asked": asked,
        "amounts": {"from": request.GET.get("from", "")[:15], "to": request.GET.get("to", "")[:15]},
        "currency": who.currency,
        "is_filtered": any(getattr(asked, name) for name in (*FILTERS, "available", "price_from", "price_to")),
        "choices": _choices(who),
        "orders": Order.choices,
    }


def _choices(who: Visitor) -> list[tuple[str, list[tuple[str, str]]]]:
    """Per filter, the values it may have with their names."""
    return [
        ("collection", [(one.slug, one.name) for one in queries.collections(who.language)]),
        ("technique", [(one.slug, one.name) for one in queries.techniques(who.language)]),
        ("form", list(queries.words(WordKind.FORM, who.language).items())),
        ("colour", list(queries.words(WordKind.COLOUR, who.language).items())),
        ("size", [(value, str(label)) for value, label in Size.choices]),
    ]
