"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kit.pages import public_page
from shop.catalogue import queries
from shop.catalogue.types import Order, Wanted
from shop.storefront.visitor import visitor


@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """One picture, the collections, the newest pieces, how they are made."""
    who = visitor(request)
    newest = queries.listed(
        Wanted(order=Order.NEWEST), page=1, currency=who.currency, language=who.language, per_page=6
    )
    scenes = queries.scenes(who.language)
    return render(
        request,
        "storefront/home.html",
        {
            "collections": queries.collections(who.language),
            "opening": scenes.get("vases-at-rest"),
            "closing": scenes.get("row-of-bowls"),
            "newest": newest.cards,
        },
    )
