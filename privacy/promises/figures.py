"""Figures that are shown in public: of the studio's own doings, or so coarse that nobody is found in them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.crowds import STEP, coarse

WEEK = dt.timedelta(days=7)
# Times to an answer are told in steps of so many hours.
HOURS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it is shown. `kind`: own, people, faults, wait or time; every kind has its attack in the tests."""

    kind: str
    shown: str

    def __str__(self) -> str:
        return self.shown


def own(value: Any) -> Figure:
    """Exactly so: something the studio does or has, and nobody's data. Days and moments are written as people do."""
    return Figure("own", _written(value))


def _written(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return date_format(value, "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT") if isinstance(value, dt.date) else str(value)


def people(count: int) -> Figure:
    """How many people or cases of theirs, counted down to steps of five; none and four look alike."""
    return Figure("people", _counted(count))


def faults(count: int) -> Figure:
    """How many faults: none or some, for one is enough to turn the promise red; then as coarse as people."""
    return Figure("faults", _counted(count) if count else _("none"))


def wait(since: dt.datetime | None, at: dt.datetime) -> Figure:
    """How long the oldest has waited, in whole weeks: nobody waiting and somebody since yesterday look alike."""
    weeks = int((at - since) / WEEK) + 1 if since else 1
    return Figure("wait", ngettext("less than a week", "less than %(count)d weeks", weeks) % {"count": weeks})


def time_of(middle: dt.timedelta | None, *, cases: int) -> Figure:
    """A middle time in steps of twelve hours, told only where five cases stand behind it."""
    if middle is None or cases < STEP:
        return Figure("time", _("—"))
    steps = int(middle.total_seconds() / 3600 / HOURS) + 1
    return Figure("time", _("%(count)d hours") % {"count": steps * HOURS})


def _counted(count: int) -> str:
    told = coarse(count)
    return _("at least %(count)d") % {"count": told} if told else _("fewer than five")
