"""`{% load orders %}`: money in the reader's way, thumbnails, and addresses of the shelves above."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kit.money import Money
from shop.catalogue.types import Image

register = template.Library()


@register.simple_tag
def money(amount: Money) -> str:
    """The amount as the page's language writes it."""
    return amount.display(get_language() or "en")


@register.simple_tag
def thumbnail(image: Image) -> SafeString:
    """The smallest picture of a piece; silent, for its name stands beside it."""
    smallest = image.webp.split(" ")[0] or image.src
    return format_html('<img src="{}" alt="" width="{}" height="{}" loading="lazy">', smallest, 120, 90)


@register.simple_tag
def piece_address(slug: str) -> str:
    """The object page of a piece."""
    return _reverse("storefront:piece", slug)


@register.simple_tag
def pieces_address() -> str:
    """The page of all pieces."""
    return _reverse("storefront:pieces")


@register.simple_tag
def returns_address() -> str:
    """Where it is said how a piece is sent back, and what to do when it came damaged."""
    return f"{_reverse('storefront:delivery')}#returns"


def _reverse(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return "/"
