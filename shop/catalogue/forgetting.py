"""The search index holds words about pieces; an erasure looks into it all the same."""

import datetime as dt
import uuid

from django.db.models import Q, Value
from django.db.models.functions import Replace

from privacy.erasure.looking import spellings
from privacy.erasure.registry import look
from shop.catalogue.models import SearchEntry


@look("search")
def in_the_index(persons: frozenset[uuid.UUID], _at: dt.datetime) -> int:
    """A number that got into a public text goes out of the words that are searched; the index follows its table."""
    found = 0
    for text in spellings(persons):
        naming = SearchEntry.objects.filter(Q(title__contains=text) | Q(body__contains=text))
        nothing = Value("")
        found += naming.update(title=Replace("title", Value(text), nothing), body=Replace("body", Value(text), nothing))
    return found
