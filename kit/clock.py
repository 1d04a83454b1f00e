"""The clock, read only by views, tasks and commands; everything else is told the time."""

import calendar
import datetime as dt
import functools
from dataclasses import dataclass

from django.utils import timezone


def now() -> dt.datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar length. Months and years follow the calendar; a missing day becomes the month's last."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def iso(self) -> str:
        """The length as ISO 8601 writes it: P4Y, P6M, P30D; P0D for none."""
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0D")

    def after(self, moment: dt.datetime) -> dt.datetime:
        """The instant this period later than `moment`."""
        return self._shift(moment, 1)

    def before(self, moment: dt.datetime) -> dt.datetime:
        """The instant this period earlier than `moment`."""
        return self._shift(moment, -1)

    @functools.lru_cache(maxsize=256)  # noqa: B019 - periods are few values; a page asks again for each of its fields
    def cut_off(self, end: dt.datetime) -> dt.datetime:
        """A moment up to which everything that started is over at `end`.

        Whatever has been over for a day started before it. Where a month's last days share an end, no single moment
        is exact to the second.
        """
        start = self.before(end)
        days_end = dt.datetime.combine(start, dt.time.max, start.tzinfo)
        return days_end if self.after(days_end) <= end else start

    def _shift(self, moment: dt.datetime, sign: int) -> dt.datetime:
        month0 = moment.year * 12 + moment.month - 1 + sign * (self.years * 12 + self.months)
        year, month = month0 // 12, month0 % 12 + 1
        day = min(moment.day, calendar.monthrange(year, month)[1])
        return moment.replace(year=year, month=month, day=day) + sign * dt.timedelta(days=self.days)
