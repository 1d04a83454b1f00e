"""The intake of visits beside bare INSERTs."""

from typing import Any

from django.db import connections, transaction

from bench.inside.measuring import seconds
from kit import clock
from shop.analytics import services
from shop.analytics.models import PageView

SQL = f"INSERT INTO {PageView._meta.db_table} (visit, path, title, at, stay_seconds) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608 - our own names
BATCH = 100


def pair(count: int) -> dict[str, tuple[float, float]]:
    """CPU and clock of the intake, of one INSERT and commit a visit, and of a commit a hundred."""
    return {"intake": seconds(lambda: _intake(count)), "single": seconds(lambda: _bare(count, 1)),
            "batched": seconds(lambda: _bare(count, BATCH))}  # fmt: skip


def _intake(count: int) -> None:
    services.count_together()  # as the web server does
    for _ in range(count):
        services.count(visit="v" * 22, path="/en/pieces/", title="All pieces", stay_seconds=9, at=clock.now())
    services.write_counted()


def _bare(count: int, batch: int) -> None:
    row: list[Any] = ["v" * 22, "/en/pieces/", "All pieces", clock.now(), 9]
    for _ in range(0, count, batch):
        with transaction.atomic(using="events"), connections["events"].cursor() as cursor:
            cursor.executemany(SQL, [row] * batch)
