"""Reads of the delivery area."""

import datetime as dt
import functools
from collections.abc import Mapping

from babel import Locale

from kit import workdays
from kit.money import Money
from shop.delivery import addresses, wording
from shop.delivery.table import Zone, zones
from shop.delivery.types import Address, AddressField, Checked, NotServed, Offer


def offer(country: str, weight_g: int, currency: str, *, on: dt.date) -> Offer:
    """What sending `weight_g` grams to `country` costs in `currency` when it is ordered on `on`. Raises NotServed.

    `on` is a day in the studio's country, and the window counts its working days. Beyond the heaviest band the weight
    is split into several parcels.
    """
    zone = zones().get(country)
    if zone is None or currency not in zone.bands[0][1]:
        raise NotServed(f"{country} in {currency}")
    parcels, minor = _price(zone, weight_g, currency)
    earliest, latest = zone.window
    return Offer(
        zone=zone.id,
        country=country,
        parcels=parcels,
        price=Money(minor, currency),
        earliest_on=workdays.after(on, earliest),
        latest_on=workdays.after(on, latest),
        duties=zone.duties,
        tax_rate=zone.tax_rate,
        duty_rate=zone.duty_rate,
    )


@functools.lru_cache(maxsize=8)
def countries(language: str) -> list[tuple[str, str]]:
    """Code and name of every country we send to, in `language` (Django's tag) and its order."""
    names = _locale(language).territories
    served = [(code, str(names.get(code, code))) for code in zones()]
    # GB 18030 puts common Han characters in the order of their pinyin.
    key = (lambda row: row[1].encode("gb18030")) if language.startswith("zh") else (lambda row: row[1].casefold())
    return sorted(served, key=key)


def country_name(code: str, language: str) -> str:
    """The country's name in `language`."""
    return str(_locale(language).territories.get(code, code))


def is_served(country: str) -> bool:
    """Whether we send parcels there."""
    return country in zones()


def address_fields(country: str) -> list[AddressField]:
    """The address form of `country`, in its own order. Raises NotServed."""
    _known(country)
    return addresses.layout(country)


def check_address(country: str, typed: Mapping[str, str]) -> Checked:
    """`typed` values by field name, tidied and checked by the country's form. Raises NotServed."""
    _known(country)
    return addresses.check(country, typed)


def address_lines(address: Address, *, name: str = "", language: str = "") -> list[str]:
    """The lines of a letter to `name` there; with the country's name in `language` at the end if one is given."""
    named = country_name(address.country, language) if language else ""
    return addresses.lines(address, name=name, with_country=named)


def duties_said(duties: str) -> str:
    """Who pays tax and duty where `Offer.duties` is this, in one sentence of the reader's language."""
    return wording.duties_said(duties)


def _price(zone: Zone, weight_g: int, currency: str) -> tuple[int, int]:
    heaviest, prices = zone.bands[-1]
    full, rest = divmod(max(weight_g, 1), heaviest)
    minor = full * prices[currency]
    if rest:
        minor += next(prices[currency] for up_to, prices in zone.bands if rest <= up_to)
    return full + bool(rest), minor


def _known(country: str) -> None:
    if not is_served(country):
        raise NotServed(country)


def _locale(language: str) -> Locale:
    return Locale.parse({"zh-hans": "zh_Hans"}.get(language, language.replace("-", "_")))
