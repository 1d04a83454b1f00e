"""Erasing and sweeping against the hand-written SQL for the same rows: `python -m bench.erasure` (SQLite file)."""

import datetime as dt
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")

import django

django.setup()

from django.conf import settings  # noqa: E402  Django is set up first
from django.core.management import call_command  # noqa: E402  Django is set up first
from django.db import connection, transaction  # noqa: E402  Django is set up first

from privacy.erasure import services as erasure  # noqa: E402  Django is set up first
from privacy.ledger.services import create_key  # noqa: E402  Django is set up first
from privacy.people import services as people  # noqa: E402  Django is set up first
from privacy.retention import services as retention  # noqa: E402  Django is set up first
from privacy.vault.services import create_keystore  # noqa: E402  Django is set up first
from tests.example.models import Letter, Visit  # noqa: E402  Django is set up first

AT = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
LATER = dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC)


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def person(rows: int) -> uuid.UUID:
    """Somebody with so many letters."""
    person_id = people.create(at=AT).pk
    Letter.objects.bulk_create(Letter(person_id=person_id, text="x" * 80, written_at=AT) for _ in range(rows))
    return person_id


def plain_deletes(person_id: uuid.UUID) -> None:
    """One DELETE per table about people, in one transaction."""
    key = person_id.hex
    with transaction.atomic(), connection.cursor() as cursor:
        for said in erasure_tables():
            cursor.execute(f"DELETE FROM {said} WHERE person_id = %s", [key])  # noqa: S608  our own table


def erasure_tables() -> list[str]:
    """Every table with a person column."""
    from privacy.datamap import queries  # noqa: PLC0415 - read when timed

    return [said.model._meta.db_table for said in queries.about_people() if said.person == "person"]


def best(work: Callable[[uuid.UUID], object], rows: int, times: int = 7) -> float:
    """The median of some runs, in seconds."""
    seconds = []
    for one in [person(rows) for _ in range(times)]:
        begun = time.perf_counter()
        work(one)
        seconds.append(time.perf_counter() - begun)
    return sorted(seconds)[times // 2]


def raw_sweep(table: str) -> None:
    """The chunked DELETE a careful hand would write."""
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            due = f"SELECT id FROM {table} WHERE written_at <= %s LIMIT 5000"  # noqa: S608  our own table
            cursor.execute(f"DELETE FROM {table} WHERE id IN ({due})", [AT])  # noqa: S608  likewise
            if not cursor.rowcount:
                return


def main() -> None:
    """Print the ratios."""
    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    for database in settings.DATABASES:
        call_command("migrate", database=database, verbosity=0)
    create_keystore()
    create_key()
    for others in (0, 100_000):
        crowd = people.create(at=AT).pk
        Visit.objects.bulk_create(Visit(person_id=crowd, path="/x", seen_at=LATER) for _ in range(others))
        for rows in (0, 10, 1000):
            plain = best(plain_deletes, rows)
            ours = best(lambda one: erasure.erase(person_id=one, at=AT), rows)
            ratio = f"{ours / plain:5.1f}×"
            print(
                f"erase {rows:>5} rows among {others:>7}: {ours * 1e3:7.1f} ms, DELETEs {plain * 1e3:7.1f} ms, {ratio}"
            )
    retention.confirm_clock(at=LATER)
    retention.sweep(at=LATER)
    for rows in (20_000, 100_000):
        person(rows)
        raw = timed(lambda: raw_sweep(Letter._meta.db_table))
        person(rows)
        retention.confirm_clock(at=LATER)
        swept = timed(lambda: retention.sweep(at=LATER))
        print(f"sweep {rows:>6} rows: {swept:6.2f} s, raw chunked DELETE {raw:6.2f} s, {raw / swept:.2f} of its speed")


if __name__ == "__main__":
    os.environ["SHIJIANG_VAR"] = os.environ.get("SHIJIANG_VAR", tempfile.mkdtemp())
    try:
        main()
    finally:
        shutil.rmtree(settings.VAR, ignore_errors=True)
