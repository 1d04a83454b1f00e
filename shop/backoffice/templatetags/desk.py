"""`{% load desk %}`: amounts as the reader writes them."""

from django import template
from django.utils.translation import get_language

from kit.money import Money

register = template.Library()


@register.simple_tag
def amount(money: Money) -> str:
    """An amount of money in the reader's language."""
    return money.display(get_language() or "en")
