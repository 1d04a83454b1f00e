"""Writing visits down."""

import datetime as dt
from collections.abc import Sequence

from django.db import connections, router, transaction

from kit.gathering import Gathering
from kit.inserting import insert
from shop.analytics.models import PageView


def count(*, visit: str, path: str, title: str, stay_seconds: int, at: dt.datetime) -> None:
    """One page was seen. `at` is kept to the second. The caller has checked the visitor's consent."""
    second = at.replace(microsecond=0)
    _visits.put(PageView(visit=visit, path=path, title=title, stay_seconds=stay_seconds, at=second))


def count_together() -> None:
    """From now on this process writes visits together, a moment later: no page waits for it. For web servers."""
    _visits.begin()


def write_counted() -> None:
    """Write what was counted so far."""
    _visits.flush()


def _write(seen: Sequence[PageView]) -> None:
    alias = router.db_for_write(PageView)
    try:
        with transaction.atomic(using=alias):
            insert(seen)
    finally:
        connections[alias].close_if_unusable_or_obsolete()


_visits = Gathering(_write)
