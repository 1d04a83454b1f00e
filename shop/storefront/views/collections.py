"""The collections, and each of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kit.pages import public_page
from shop.catalogue import queries
from shop.catalogue.types import Wanted
from shop.storefront.forms import page_number
from shop.storefront.structured import absolute
from shop.storefront.visitor import visitor


@public_page()
def collections(request: HttpRequest) -> HttpResponse:
    """All collections."""
    return render(
        request, "storefront/collections.html", {"collections": queries.collections(visitor(request).language)}
    )


@public_page("page")
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """One collection and its pieces."""
    who = visitor(request)
    found = next((one for one in queries.collections(who.language) if one.slug == slug), None)
    if found is None:
        raise Http404
    page = queries.listed(
        Wanted(collection=slug), page=page_number(request.GET), currency=who.currency, language=who.language
    )
    share = absolute(found.image.share) if found.image and found.image.share else ""
    return render(request, "storefront/collection.html", {"collection": found, "page": page, "share": share})
