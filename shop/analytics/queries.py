"""Reading visits, never one visitor's."""

import datetime as dt

from django.db.models import Avg, Count
from django.utils.crypto import salted_hmac

from kit.crowds import coarse
from shop.analytics.models import PageView
from shop.analytics.types import PageCount

# Pages seen in fewer visits than this are not shown: one rare page could point at one visitor. Counts go in such steps.
FLOOR = 10
WEEK = dt.timedelta(days=7)


def most_read(*, at: dt.datetime, weeks: int = 4, limit: int = 20) -> list[PageCount]:
    """The most read pages of the last whole weeks (Monday to Sunday, UTC), in steps of `FLOOR` visits.

    A week is told when it is over, so two days of it cannot be compared. Whose browser makes up visits to lift a page
    over the floor has to guess by how many: fewer than `FLOOR` visits, a secret number for page and week, do not count.
    """
    until = _monday(at)
    since = until - weeks * WEEK
    rows = (
        PageView.objects.filter(at__gte=since, at__lt=until)
        .values("path")
        .annotate(visits=Count("visit", distinct=True), stay=Avg("stay_seconds"))
        .filter(visits__gte=FLOOR)
    )
    told = [
        PageCount(row["path"], visits, coarse(round(row["stay"]), FLOOR))
        for row in rows
        if (visits := coarse(row["visits"] - _uncounted(row["path"], until), FLOOR))
    ]
    return sorted(told, key=lambda one: (-one.visits, one.path))[:limit]


def _monday(at: dt.datetime) -> dt.datetime:
    day = at.astimezone(dt.UTC).date()
    return dt.datetime.combine(day - dt.timedelta(days=day.weekday()), dt.time(), dt.UTC)


def _uncounted(path: str, until: dt.datetime) -> int:
    """A number below `FLOOR` that nobody outside can know, the same all week."""
    return salted_hmac("shop.analytics.most_read", f"{path} {until:%Y-%m-%d}").digest()[0] % FLOOR
