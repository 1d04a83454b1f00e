"""The choice of the currency that prices are shown in."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kit.origin import own_pages_only
from shop.catalogue.types import CURRENCIES

YEAR = 365 * 24 * 3600


@own_pages_only
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the posted currency and go back to `next`. 400 for a currency no price is set in."""
    currency, back = request.POST.get("currency", ""), request.POST.get("next", "")
    if currency not in CURRENCIES:
        return HttpResponseBadRequest()
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(back if safe else reverse("storefront:home"))
    response.set_cookie("currency", currency, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response
