"""Two views: a list of cards, an object with its pictures. Minimal queries, plain templates."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path

from shop.catalogue.models import Picture, Piece, PieceText, Price

SHOWN = 24


def pieces(_request: HttpRequest) -> HttpResponse:
    """The first cards, as the site lists them: three statements and a count."""
    found = list(Piece.objects.filter(published=True).select_related("form").order_by("position", "id")[:SHOWN])
    ids = [piece.pk for piece in found]
    names = dict(PieceText.objects.filter(piece__in=ids, language="en").values_list("piece_id", "name"))
    prices = dict(Price.objects.filter(piece__in=ids, currency="EUR").values_list("piece_id", "minor"))
    pictures = {one.piece_id: one for one in Picture.objects.filter(piece__in=ids, position=0)}
    cards = [
        {
            "piece": piece,
            "name": names.get(piece.pk),
            "price": prices.get(piece.pk, 0) / 100,
            "picture": pictures.get(piece.pk),
        }
        for piece in found
    ]
    total = Piece.objects.filter(published=True).count()
    return _page("pieces.html", {"cards": cards, "total": total})


def piece(_request: HttpRequest, slug: str) -> HttpResponse:
    """One piece, its words, price, pictures and stages."""
    found = Piece.objects.select_related("form", "collection").get(slug=slug, published=True)
    context = {
        "piece": found,
        "words": found.texts.get(language="en"),
        "price": found.prices.get(currency="EUR").minor / 100,
        "pictures": found.pictures.all(),
        "stages": found.stages.select_related("stage", "role").order_by("position"),
    }
    return _page("piece.html", context)


def _page(template: str, context: dict[str, Any]) -> HttpResponse:
    content = render_to_string(template, context).encode()
    return HttpResponse(content, headers={"Content-Length": str(len(content))})


urlpatterns = [path("en/pieces/", pieces), path("en/pieces/<slug:slug>/", piece)]
