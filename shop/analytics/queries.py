"""Reading visits, never one visitor's."""

import datetime as dt

from django.db.models import Avg, Count

from shop.analytics.models import PageView
from shop.analytics.types import PageCount

# Pages seen in fewer visits than this are not shown: one rare page could point at one visitor.
FLOOR = 5


def most_read(*, since: dt.datetime, limit: int = 20) -> list[PageCount]:
    """The most read pages since an instant, none with fewer than `FLOOR` visits."""
    rows = (
        PageView.objects.filter(at__gte=since)
        .values("path")
        .annotate(views=Count("pk"), visits=Count("visit", distinct=True), stay=Avg("stay_seconds"))
        .filter(visits__gte=FLOOR)
        .order_by("-views", "path")[:limit]
    )
    return [PageCount(row["path"], row["views"], row["visits"], round(row["stay"])) for row in rows]
