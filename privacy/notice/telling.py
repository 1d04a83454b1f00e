"""Saying a difference between two declarations in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from privacy.datamap import queries as datamap
from privacy.sharing.places import stores


@dataclass(frozen=True, slots=True)
class Phrase:
    """A difference as people read it: what kind, about what, from what to what."""

    what: str
    about: str
    before: str
    after: str
    grows: bool


def phrase(difference: Mapping[str, Any]) -> Phrase:
    """A stored or fresh difference in the active language; ids where the policy no longer knows them."""
    kind, subject = difference["kind"], difference["subject"]
    before, after = (_ids(difference[side], kind) for side in ("before", "after"))
    if not (_shows_sides(kind) or kind.startswith("fields")):
        before = after = ""
    return Phrase(_kinds().get(kind, kind), _subject(subject), before, after, difference["grows"])


def _shows_sides(kind: str) -> bool:
    return not kind.endswith("-new") and not kind.endswith("-gone")


def _kinds() -> dict[str, str]:
    return {
        "purpose-new": _("New purpose"),
        "purpose-gone": _("No longer a purpose"),
        "basis-changed": _("Lawful for another reason"),
        "recipient-new": _("New recipient"),
        "recipient-gone": _("No longer a recipient"),
        "recipient-moved": _("Recipient in another region"),
        "recipient-use": _("Recipient engaged for more"),
        "recipient-less": _("Recipient engaged for less"),
        "store-new": _("Kept in another place too"),
        "store-gone": _("No longer kept there"),
        "store-moved": _("Kept in another country"),
        "clock-longer": _("Kept longer"),
        "clock-shorter": _("Kept shorter"),
        "clock-start": _("Counted from another day"),
        "category-new": _("New kind of data"),
        "fields-new": _("New data"),
        "fields-gone": _("Data no longer kept"),
        "field-kind": _("Another kind of data"),
        "field-use": _("Used for more"),
        "field-use-less": _("Used for less"),
        "field-shared": _("Shared with more"),
        "field-shared-less": _("Shared with fewer"),
        "field-longer": _("Kept longer"),
        "field-shorter": _("Kept shorter"),
        "field-ending": _("Ends in another way"),
        "browser-new": _("New in your browser"),
        "browser-gone": _("No longer in your browser"),
    }


def _subject(subject: str) -> str:
    for known in (datamap.purposes(), datamap.recipients(), datamap.clocks(), datamap.categories(), stores()):
        if found := next((one for one in known if one.id == subject), None):
            return str(found.title)
    label, field = (subject, "") if subject.count(".") < 2 else subject.rsplit(".", 1)
    try:
        said = datamap.declaration(apps.get_model(label))
    except (LookupError, ValueError):
        return subject
    return f"{said.title or said.label}: {field.replace('_', ' ')}" if field else str(said.title or said.label)


def _ids(told: str, kind: str) -> str:
    """Ids by their titles; of fields the kinds of data they hold."""
    titles = {
        one.id: str(one.title)
        for known in (datamap.purposes(), datamap.recipients(), datamap.clocks(), datamap.categories())
        for one in known
    }
    if kind.startswith("fields"):
        kinds = dict.fromkeys(re.findall(r"\(([\w-]+)\)", told))
        return _("; ").join(titles.get(one, one) for one in kinds)
    return ", ".join(titles.get(part, _length(part)) for part in told.split(", ")) if told else ""


def _length(told: str) -> str:
    """`1Y 6M` as "1 year, 6 months"; anything else as it is."""
    units = {"Y": _("%(count)s years"), "M": _("%(count)s months"), "D": _("%(count)s days")}
    parts = told.split()
    if not all(part[:-1].isdigit() and part[-1] in units for part in parts):
        return told
    return " ".join(units[part[-1]] % {"count": part[:-1]} for part in parts)
