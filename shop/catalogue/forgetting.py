"""The search index holds words about pieces; an erasure looks into it all the same."""

import datetime as dt
import functools
import operator
import uuid
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace, StrIndex
from django.db.models.lookups import GreaterThan

from kit.prepared import prepared
from privacy.erasure.looking import spellings
from privacy.erasure.registry import look
from shop.catalogue.models import SearchEntry


@look("search")
def in_the_index(persons: frozenset[uuid.UUID], _at: dt.datetime) -> int:
    """A number that got into a public text goes out of the words that are searched; the index follows its table."""
    found = 0
    for person in persons:
        one, other, third = texts = spellings(frozenset([person]))
        if _naming(one=one, other=other, third=third):  # one look at the table for all of them
            found += sum(map(_struck, texts))
    return found


def _struck(text: str) -> int:
    naming, nothing = SearchEntry.objects.filter(Q(title__contains=text) | Q(body__contains=text)), Value("")
    return naming.update(title=Replace("title", Value(text), nothing), body=Replace("body", Value(text), nothing))


@prepared(one=str, other=str, third=str)
def _naming(**texts: str) -> "QuerySet[Any, Any]":
    places = [StrIndex(words, Value(text)) for words in ("title", "body") for text in texts.values()]
    named = functools.reduce(operator.or_, (Q(GreaterThan(place, 0)) for place in places))
    return SearchEntry.objects.filter(named).values_list("pk")[:1]
