"""What sweeps and erasures report, in the words of the desk: which data, what became of it, by which clock, where."""

import datetime as dt
import re
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from privacy.datamap import queries as datamap
from privacy.datamap.types import Text
from privacy.rights import wording
from shop.backoffice import kinds

TREATED: Mapping[str, Text] = {
    "deleted": pgettext_lazy("what became of data", "deleted"),
    "emptied": pgettext_lazy("what became of data", "emptied"),
    "destroyed": pgettext_lazy("what became of data", "destroyed"),
}
# What a sweep clears that is no declared kind of data.
SWEPT: Mapping[str, Text] = {
    "keys": _("Keys that open nothing any more"),
    "files without a row": _("Files that belong to nothing"),
    "sessions": _("Sessions past their end"),
    "numbers of erased persons": _("Numbers of erased people"),
    "ledger entries": _("Old entries of the ledger"),
}
STORES: Mapping[str, Text] = {
    "tombstone": _("Marked as erased, so that no backup brings them back"),
    "sessions": _("Signed out everywhere"),
    "jobs": _("Work that waited for them"),
    "codes": _("Codes sent to them"),
    "clocks": _("Clocks of their requests"),
    "letter-clocks": _("Clocks of their letters"),
    "notice-clocks": _("Clocks of their questions"),
    "guardians-clocks": _("Clocks of guardians"),
    "disputes": _("Clocks of their disputes"),
    "packages": _("Packages of a transfer"),
    "recipients": _("Recipients told to erase"),
    "keys": _("Their keys"),
    "files": _("Their files"),
    "rows": _("Everything on record"),
    "people": _("Their numbers"),
    "elsewhere": _("Stores that should hold nothing"),
    "compaction": _("No free page keeps the bytes"),
}
COUNTED: Mapping[str, Text] = {
    **{name: STORES[name] for name in ("jobs", "codes", "keys", "files")},
    "tombstones": _("people"),
    "persons": _("people"),
    "sessions": _("sessions"),
    "clocks": _("clocks"),
    "packages": _("packages"),
    "locked-classes": _("kinds that law keeps locked"),
    "kept": _("kept by law"),
    "search": _("in the search"),
    "caches": _("in caches"),
    "logs": _("in logs"),
    "backups-gone-by": _("last backup gone by"),
    "default": _("main database"),
    "events": _("visits"),
}
CLEARED: Mapping[str, Text] = {
    "secure-delete": _("overwritten at once"),
    "wal-truncated": _("overwritten, its log emptied"),
    "wal-busy": _("overwritten, its log still in use"),
    "vacuumed": _("freed pages cleared"),
    "inside-a-transaction": _("postponed"),
    "unknown-engine": _("of an unknown kind"),
}
PARTLY = re.compile(r"(?P<label>[\w.]+) \((?P<fields>[\w, ]+)\)")


def swept(what: str) -> str:
    """A line of a sweep: a kind of data, or some fields of it, in words."""
    if part := PARTLY.fullmatch(what):
        return f"{_kind(part['label'])}: {wording.listed(_fields(part['label'], part['fields'].split(', ')))}"
    return str(SWEPT.get(what) or _kind(what))


def clock_title(clock: str) -> str:
    """A clock by its title; its id where the policy no longer knows it."""
    return next((str(one.title) for one in datamap.clocks() if one.id == clock), clock)


def counted(name: str) -> str:
    """What an erasure counted in a store, in words."""
    label, _dot, how = name.rpartition(".")
    if how not in TREATED:
        return str(COUNTED.get(name, name))
    return str(_("%(kind)s, %(how)s")) % {"kind": _kind(label), "how": TREATED[how]}


def figure(value: int | str) -> str:
    """A count, a day as people write it, or how freed pages were cleared."""
    if value in CLEARED:
        return str(CLEARED[str(value)])
    try:
        return date_format(dt.date.fromisoformat(str(value)), "DATE_FORMAT") if isinstance(value, str) else str(value)
    except ValueError:
        return str(value)


def _kind(label: str) -> str:
    said = next((one for one in datamap.declarations() if one.label == label), None)
    return str(kinds.title_of(said)) if said else label


def _fields(label: str, names: list[str]) -> list[str]:
    """Fields in words; of an old report also such as are gone since, by the names they had."""
    said = next((one for one in datamap.declarations() if one.label == label), None)
    known = {field.name: field for field in said.model._meta.concrete_fields} if said else {}
    return [str(kinds.field_of(known[name])) if name in known else name for name in names]
