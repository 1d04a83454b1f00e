"""Working days in the studio's country, make-up working weekends included."""

import datetime as dt
import functools

import holidays

COUNTRY = "CN"


@functools.cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays(COUNTRY)


def is_workday(day: dt.date) -> bool:
    """Whether people work on this day."""
    return bool(_calendar().is_working_day(day))


def after(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day after `day`; the day itself does not count."""
    while count > 0:
        day += dt.timedelta(days=1)
        count -= is_workday(day)
    return day
