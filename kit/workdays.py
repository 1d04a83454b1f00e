"""Working days of a country, make-up working weekends included."""

import datetime as dt
import functools
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import holidays


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked, and in which zone (IANA name) a day begins. `free` and `worked` overrule the table."""

    id: str
    country: str
    zone: str
    subdivision: str = ""
    free: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    # Whether the state announces anew each year which weekends are worked.
    swaps: bool = False


CHINA = Calendar("CN", "CN", "Asia/Shanghai", swaps=True)


@functools.cache
def _table(country: str, subdivision: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=subdivision or None)


def is_workday(day: dt.date, calendar: Calendar = CHINA) -> bool:
    """Whether people work on this day."""
    if day in calendar.worked:
        return True
    return day not in calendar.free and bool(_table(calendar.country, calendar.subdivision).is_working_day(day))


def after(day: dt.date, count: int, calendar: Calendar = CHINA) -> dt.date:
    """The `count`-th working day after `day`; the day itself does not count."""
    return _walk(day, count, dt.timedelta(days=1), calendar)


def before(day: dt.date, count: int, calendar: Calendar = CHINA) -> dt.date:
    """The `count`-th working day before `day`; the day itself does not count."""
    return _walk(day, count, dt.timedelta(days=-1), calendar)


def between(first: dt.date, last: dt.date, calendar: Calendar = CHINA) -> int:
    """How many working days come after `first`, up to and with `last`; none when `last` is not later."""
    days = range(1, (last - first).days + 1)
    return sum(is_workday(first + dt.timedelta(days=one), calendar) for one in days)


def local_day(at: dt.datetime, calendar: Calendar = CHINA) -> dt.date:
    """The date it is at this instant where the calendar holds."""
    return at.astimezone(ZoneInfo(calendar.zone)).date()


def begin_of(day: dt.date, calendar: Calendar = CHINA) -> dt.datetime:
    """The instant, in UTC, at which this day begins where the calendar holds."""
    return dt.datetime.combine(day, dt.time(), ZoneInfo(calendar.zone)).astimezone(dt.UTC)


def end_of(day: dt.date, calendar: Calendar = CHINA) -> dt.datetime:
    """The instant, in UTC, at which this day is over where the calendar holds."""
    return begin_of(day + dt.timedelta(days=1), calendar)


def is_announced(year: int, calendar: Calendar = CHINA) -> bool:
    """Whether the worked weekends of this year are known; always where no state moves them."""
    if not calendar.swaps:
        return True
    table = _table(calendar.country, calendar.subdivision)
    table.is_working_day(dt.date(year, 1, 1))  # tables are made year by year, as they are asked
    return any(day.year == year for day in {*getattr(table, "weekend_workdays", ()), *calendar.worked})


def _walk(day: dt.date, count: int, step: dt.timedelta, calendar: Calendar) -> dt.date:
    while count > 0:
        day += step
        count -= is_workday(day, calendar)
    return day
