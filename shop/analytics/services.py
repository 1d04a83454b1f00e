"""Writing visits down."""

import datetime as dt

from shop.analytics.models import PageView


def count(*, visit: str, path: str, title: str, stay_seconds: int, at: dt.datetime) -> None:
    """One page was seen. `at` is kept to the second. The caller has checked the visitor's consent."""
    PageView.objects.create(
        visit=visit, path=path, title=title, stay_seconds=stay_seconds, at=at.replace(microsecond=0)
    )
