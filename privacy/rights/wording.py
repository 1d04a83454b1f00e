"""Turning stored values and names into what a person reads."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from babel.numbers import get_currency_name
from django.conf import settings
from django.db import models
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, pgettext, to_locale

from kit.countries import country_name
from kit.money import Money
from privacy.correspondence import registry as mail
from privacy.datamap import queries as datamap
from privacy.datamap.types import Declaration, Personal
from privacy.datamap.vocabulary import CREDENTIAL
from privacy.rights.labels import NAMES

# The policy names the sorts of mail; the field keeps their ids.
SORTED = "privacy_correspondence.Ticket.sort"
NOTHING: tuple[Any, ...] = (None, "", [], {})


def name_of(field: "models.Field[Any, Any]") -> str:
    """A field's name for people, by its verbose name; of minor units, of what."""
    words = str(field.verbose_name).removesuffix(" minor")
    words = words[:1].upper() + words[1:]
    return str(NAMES.get(words, words))


def listed(words: Iterable[str]) -> str:
    """Words one after the other, as the language sets them apart."""
    return pgettext("between words of a list", ", ").join(words)


def text_of(value: Any, *, currency: str = "") -> str:
    """A value as text in the active language; an amount in minor units with its currency."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int) and currency:
        return Money(value, currency).display(get_language() or "en")
    if isinstance(value, dt.date):
        return _date(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {text_of(one)}" for key, one in value.items() if one not in NOTHING)
    if isinstance(value, list | tuple):
        return "\n".join(text_of(one) for one in value)
    return "" if value is None else str(value)


def value_of(field: "models.Field[Any, Any]", value: Any, *, currency: str = "") -> str:
    """A field's value as text; one of its choices in the words of the catalog, where it has them."""
    choices = dict(field.flatchoices)
    if str(field) == SORTED and (sort := next((one for one in mail.sorts() if one.id == value), None)):
        return str(sort.title)
    if value in NOTHING or not choices or isinstance(value, list | dict):
        return _coded(field, value) or text_of(value, currency=currency)
    return pgettext("stored value", str(choices.get(value, value))).replace("_", " ")


def _coded(field: "models.Field[Any, Any]", value: Any) -> str:
    """What a code stands for: a country, a language, a currency, a purpose; "" when it is none."""
    if not value or not isinstance(value, str):
        return ""
    language = get_language() or "en"
    match field.name:
        case "country" | "origin" | "region":
            return country_name(value, language)
        case "language":
            return gettext(str(dict(settings.LANGUAGES).get(value, value)))
        case "currency":
            return str(get_currency_name(value, locale=to_locale(language)))
        case "purpose":
            return purpose_title(value)
    return ""


def _date(value: dt.date) -> str:
    if isinstance(value, dt.datetime):
        return str(formats.date_format(timezone.localtime(value), "DATETIME_FORMAT"))
    return str(formats.date_format(value, "DATE_FORMAT"))


def is_hidden(said: Personal) -> bool:
    """Whether telling the value would harm its person: of a password only that there is one is told."""
    return said.category == CREDENTIAL


def place_title(place: str) -> str:
    """A place such as app.Model.field in words: what kind of data it is."""
    label, _, field = place.rpartition(".")
    for said in datamap.declarations():
        if said.label == label:
            kind = said.personal.get(field)
            return str(kind.category.title if kind else said.title)
    return gettext("Files") if field == "content" else place


def titled(said: Declaration) -> str:
    """A declared model's title for people."""
    return str(said.title or said.model._meta.verbose_name_plural)


def purpose_title(id_: str) -> str:
    """A purpose's title; its id if the policy has dropped it."""
    try:
        return str(datamap.purpose(id_).title)
    except datamap.Undeclared:
        return id_
