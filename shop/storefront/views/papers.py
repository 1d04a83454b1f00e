"""Pages of plain words."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kit.pages import public_page
from shop.catalogue import queries
from shop.storefront.visitor import visitor


@public_page()
def studio(request: HttpRequest) -> HttpResponse:
    """Who makes the pieces, and how."""
    scenes = queries.scenes(visitor(request).language)
    return render(request, "storefront/studio.html", {"scene": scenes.get("carved-portrait")})


@public_page()
def craft(request: HttpRequest) -> HttpResponse:
    """The techniques, with their Chinese names and a surface of each."""
    language = visitor(request).language
    surfaces = queries.surfaces(language)
    techniques = [(one, surfaces.get(one.slug)) for one in queries.techniques(language)]
    return render(request, "storefront/craft.html", {"techniques": techniques})


@public_page()
def care(request: HttpRequest) -> HttpResponse:
    """How to live with lacquer."""
    return render(request, "storefront/care.html")


@public_page()
def delivery(request: HttpRequest) -> HttpResponse:
    """Delivery, taxes and returns."""
    return render(request, "storefront/delivery.html")


@public_page()
def imprint(request: HttpRequest) -> HttpResponse:
    """Who answers for this site, and how to reach us."""
    return render(request, "storefront/imprint.html", {"contact": settings.CONTACT_EMAIL})
