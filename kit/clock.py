"""The clock, read only by views, tasks and commands; everything else is told the time."""

import calendar
import datetime as dt
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

    def after(self, moment: dt.datetime) -> dt.datetime:
        """The instant this period later than `moment`."""
        return self._shift(moment, 1)

    def before(self, moment: dt.datetime) -> dt.datetime:
        """The instant this period earlier than `moment`."""
        return self._shift(moment, -1)

    def latest_start(self, end: dt.datetime) -> dt.datetime:
        """The latest moment whose period is over at `end`; `before` falls short of it where months differ in length."""
        start = self.before(end)
        for days in (3, 2, 1):
            later = start + dt.timedelta(days=days)
            if self.after(later) <= end:
                return later
        return start

    def _shift(self, moment: dt.datetime, sign: int) -> dt.datetime:
        month0 = moment.year * 12 + moment.month - 1 + sign * (self.years * 12 + self.months)
        year, month = month0 // 12, month0 % 12 + 1
        day = min(moment.day, calendar.monthrange(year, month)[1])
        return moment.replace(year=year, month=month, day=day) + sign * dt.timedelta(days=self.days)
