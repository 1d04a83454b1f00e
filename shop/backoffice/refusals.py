"""Why the gate let nothing pass, in the words of the desk: the record keeps it in English, with what it was about."""

import datetime as dt
import re
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Text
from shop.backoffice import cleaning

OVER_ASKED = "not declared as shared"

# By how the record begins. A purpose that follows stands beside it at the desk.
WORDS: Mapping[str, Text] = {
    "not in the register of recipients": _("not in our register of recipients"),
    "terminated": _("dropped"),
    "no contract in force": _("no contract in force"),
    "contract lapsed": _("its contract has lapsed"),
    "its last audit failed": _("its last audit failed"),
    "review was due": _("its audit is overdue"),
    "its background was never reviewed": _("its background was never looked into"),
    "not engaged for": _("not engaged for this purpose"),
    "a field of somebody else": _("data of somebody else was among it"),
    OVER_ASKED: _("it asked for more than we have declared"),
    "not in the notice in force": _("the notice in force does not tell of it yet"),
    "over or erased": _("past its time or erased: nobody can read it any more"),
}
SINCE = re.compile(r" on (\d{4}-\d{2}-\d{2})$")
SHUT = re.compile(r"(?P<place>[\w.]+)(?:: no purpose is acting| is not open for [\w-]+)$")


def words_of(refused: str) -> str:
    """The recorded reason in words, with its day or the fields it is about; one that nobody knows stays as it is."""
    if shut := SHUT.match(refused):
        return gettext("not open for this purpose: %(field)s") % {"field": _field(shut["place"])}
    words = next((words for start, words in WORDS.items() if refused.startswith(start)), None)
    if words is None:
        return refused
    if refused.startswith(OVER_ASKED):
        fields = refused.removeprefix(f"{OVER_ASKED}: ").split(", ")
        return gettext("%(what)s: %(fields)s") % {"what": words, "fields": "; ".join(map(_field, fields))}
    if not (since := SINCE.search(refused)):
        return str(words)
    day = date_format(dt.date.fromisoformat(since[1]))
    return gettext("%(what)s, since %(day)s") % {"what": words, "day": day}


def _field(place: str) -> str:
    label, _dot, name = place.rpartition(".")
    return cleaning.swept(f"{label} ({name})")
