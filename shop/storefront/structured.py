"""What search engines read: schema.org as JSON-LD."""

from typing import Any

from django.conf import settings

from shop.catalogue.types import PiecePage


def product(piece: PiecePage, address: str) -> dict[str, Any]:
    """The piece as a Product with its Offer; `address` is the page's own."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": f"{address}#piece",
        "url": address,
        "name": piece.name,
        "description": piece.story,
        "sku": piece.serial,
        "image": [absolute(image.share or image.full) for image in piece.pictures],
        "brand": {"@type": "Brand", "name": "Shijiang Lacquer Art"},
        "category": piece.form.name,
        "color": ", ".join(colour.name for colour in piece.colours),
        "material": ", ".join(material.name for material in piece.materials),
        "countryOfOrigin": piece.origin,
        "weight": _amount(piece.weight_g, "GRM"),
        "depth": _amount(piece.length_mm, "MMT"),
        "width": _amount(piece.width_mm, "MMT"),
        "height": _amount(piece.height_mm, "MMT"),
        "productionDate": piece.finished_on.isoformat(),
    }
    if piece.price:
        data["offers"] = {
            "@type": "Offer",
            "url": address,
            "price": str(piece.price.major),
            "priceCurrency": piece.price.currency,
            "itemCondition": "https://schema.org/NewCondition",
            "availability": f"https://schema.org/{'InStock' if piece.stock else 'SoldOut'}",
        }
    return data


def absolute(path: str) -> str:
    """A path of this site as the address others use."""
    return f"{settings.SITE_URL}{path}"


def _amount(value: int, unit: str) -> dict[str, Any]:
    return {"@type": "QuantitativeValue", "value": value, "unitCode": unit}
