"""What a public page may know of its visitor: language and currency."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from shop.catalogue import queries


@dataclass(frozen=True, slots=True)
class Visitor:
    """The language of the address (a lower-case tag) and the chosen currency."""

    language: str
    currency: str


def visitor(request: HttpRequest) -> Visitor:
    """Language from the address, currency from the preference cookie or the language."""
    language = get_language() or "en"
    return Visitor(language, queries.chosen_currency(request.COOKIES.get("currency"), language))
