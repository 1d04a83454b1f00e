"""Delivery to the visitor's country, as the object page tells it."""

from typing import Any

from kit import clock, workdays
from shop.delivery import queries
from shop.delivery.types import NotServed, Offer
from shop.storefront.visitor import Visitor

# Nobody is asked where they are: until they say so, the country their currency comes from is shown.
USUAL = {"EUR": "DE", "USD": "US", "GBP": "GB", "CNY": "CN", "JPY": "JP"}


def destination(country: str, parcel_g: int, who: Visitor) -> dict[str, Any]:
    """The country (as chosen, else the currency's), its name, and what delivery there costs."""
    asked = country if queries.is_served(country) else USUAL.get(who.currency, "US")
    return {
        "country": asked,
        "country_name": queries.country_name(asked, who.language),
        "offer": _offer(asked, parcel_g, who.currency),
    }


def _offer(country: str, parcel_g: int, currency: str) -> Offer | None:
    try:
        return queries.offer(country, parcel_g, currency, on=workdays.local_day(clock.now()))
    except NotServed:
        return None
