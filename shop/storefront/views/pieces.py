"""Lists of pieces: all of them with filters, and those that words find."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from kit.pages import public_page
from shop.catalogue import queries
from shop.catalogue.types import Order, Size, Wanted, WordKind
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
        "choices": _choices(who, asked),
        "orders": Order.choices,
    }


@dataclass(frozen=True, slots=True)
class Filter:
    """One select of the filters: its parameter, label, options and what is chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def _choices(who: Visitor, asked: Wanted) -> list[Filter]:
    collections = [(one.slug, one.name) for one in queries.collections(who.language)]
    techniques = [(one.slug, one.name) for one in queries.techniques(who.language)]
    forms, colours = (queries.words(kind, who.language) for kind in (WordKind.FORM, WordKind.COLOUR))
    return [
        Filter("collection", gettext("Collection"), collections, asked.collection),
        Filter("technique", gettext("Technique"), techniques, asked.technique),
        Filter("form", gettext("Form"), list(forms.items()), asked.form),
        Filter("colour", gettext("Colour"), list(colours.items()), asked.colour),
        Filter("size", gettext("Longest side"), [(size.value, str(size.label)) for size in Size], asked.size),
    ]
