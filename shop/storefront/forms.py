"""What is asked of a list, read from the address: everything by allow-list, nothing ever refused."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from kit.money import Money
from shop.catalogue.types import Order, Wanted

FILTERS = ("collection", "technique", "form", "colour", "size")
QUERY = ("q", *FILTERS, "available", "from", "to", "order", "page")
# Half of what a 64-bit column holds: far above any price, and safe to compare with on both engines.
MOST = 2**62


def wanted(asked: Mapping[str, str], currency: str) -> Wanted:
    """The filters in the address; amounts in major units of `currency`. What cannot be read counts as not asked."""
    slugs = {name: asked.get(name, "")[:60] for name in FILTERS}
    order = asked.get("order", "")
    return Wanted(
        words=asked.get("q", "").strip()[:200],
        available=asked.get("available") == "1",
        price_from=_minor(asked.get("from", ""), currency),
        price_to=_minor(asked.get("to", ""), currency),
        order=order if order in Order.values else Order.STUDIO,
        **slugs,
    )


def page_number(asked: Mapping[str, str]) -> int:
    """The page in the address; 1 for anything that is no number."""
    number = asked.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1


def _minor(amount: str, currency: str) -> int | None:
    digits = amount.strip().replace(",", "").replace(" ", "")
    if not digits or len(digits) > 15 or not digits.replace(".", "", 1).isdigit() or not digits.isascii():
        return None
    try:
        return min(Money.of(Decimal(digits), currency).minor, MOST)
    except InvalidOperation:
        return None
