"""What a checkout costs."""

from decimal import Decimal

from kit.money import total
from shop.delivery.types import Offer
from shop.orders.types import CartLine, Sums


def sums(lines: list[CartLine], offer: Offer) -> Sums:
    """Goods, delivery, and tax and duty as shares of the goods, each rounded once."""
    goods = total([line.sum for line in lines if line.sum], offer.price.currency)
    return Sums(
        goods=goods,
        delivery=offer.price,
        tax=goods.share(Decimal(offer.tax_rate)),
        duty=goods.share(Decimal(offer.duty_rate)),
    )


def weight_g(lines: list[CartLine]) -> int:
    """The packed weight of everything, in grams."""
    return sum(line.piece.parcel_g * line.quantity for line in lines)
