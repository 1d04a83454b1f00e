"""The search index holds words about pieces; an erasure looks into it all the same."""

import datetime as dt
import uuid

from django.db.models import Value
from django.db.models.functions import Replace

from privacy.erasure.looking import spellings
from privacy.erasure.registry import look
from shop.catalogue import search
from shop.catalogue.models import SearchEntry


@look("search")
def in_the_index(persons: frozenset[uuid.UUID], _at: dt.datetime) -> int:
    """A number that got into a public text, as words of its own, goes out of what is searched."""
    texts = spellings(persons)
    named = search.naming(texts) if texts else []
    for text in texts if named else ():
        nothing = Replace("title", Value(text), Value("")), Replace("body", Value(text), Value(""))
        SearchEntry.objects.filter(pk__in=named).update(title=nothing[0], body=nothing[1])
    return len(named)
