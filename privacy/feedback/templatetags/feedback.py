"""Texts that staff wrote in several languages, and clauses by their ids."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from privacy.feedback import queries

register = template.Library()


@register.filter
def in_language(texts: dict[str, str]) -> str:
    """The text in the reader's language, or else in the first there is."""
    return queries.said_in(texts, [get_language() or "en", *(tag for tag, _name in settings.LANGUAGES)])


@register.filter
def clause_words(clause: str) -> str:
    """The sentence of a clause."""
    return queries.words_of(clause)
