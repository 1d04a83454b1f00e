"""The ledger beside bare INSERTs and bare hashes of the same rows."""

import hashlib
import json
import resource
import secrets
import uuid
from typing import Any

from django.db import connection, transaction

from bench.inside.measuring import seconds
from kit import clock
from privacy.ledger import keys, leaves, verification
from privacy.ledger import services as ledger
from privacy.ledger.models import Entry

BATCH = 1000


def append(count: int) -> list[tuple[float, float]]:
    """CPU and clock of appending, and of INSERTs of the same columns; a thousand in a transaction."""
    return [seconds(lambda: _append(count)), seconds(lambda: _insert(count))]


def append_alone(count: int) -> tuple[float, float]:
    """CPU and clock of appending so many entries to those that are there."""
    return seconds(lambda: _append(count))


def fill(count: int) -> float:
    """Append until there are so many entries, and seal; CPU seconds of sealing one entry."""
    before = Entry.objects.count()
    _append(count - before)
    sealed = 0

    def seal() -> None:
        nonlocal sealed
        sealed = ledger.seal(at=clock.now())

    return seconds(seal)[0] / max(sealed, 1)


def fill_fast(count: int) -> float:
    """Put entries in as the application writes them, many in a statement, and seal; CPU seconds of sealing one."""
    before, key = Entry.objects.count(), keys.mac_key()
    facts: dict[str, str | int] = {"purpose": "letters"}
    for start in range(before, count, BATCH):
        entries = []
        for _ in range(min(BATCH, count - start)):
            about, at, nonce = uuid.uuid4(), clock.now(), secrets.token_hex(16)
            mac = leaves.mac(leaves.stated("consent.given", about, facts, at, nonce), key)
            entries.append(Entry(kind="consent.given", about=about, facts=facts, happened_at=at, nonce=nonce, mac=mac))
        Entry.unguarded.bulk_create(entries)
    cpu, _clock = seconds(lambda: ledger.seal(at=clock.now()))
    return cpu / max(count - before, 1)


def memory_of_verifying() -> dict[str, float]:
    """CPU seconds of one verification, and the process's peak of memory in MB after it."""
    cpu, _clock = seconds(verification.verify)
    return {"cpu": cpu, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def verify() -> list[tuple[float, float]]:
    """CPU and clock of verifying the whole ledger, and of reading and hashing its rows."""

    def check() -> None:
        report = verification.verify()
        assert not report.faults, report.faults[:3]

    return [seconds(check), seconds(_hash)]


def _append(count: int) -> None:
    for start in range(0, count, BATCH):
        with transaction.atomic():
            for _ in range(min(BATCH, count - start)):
                ledger.append(kind="consent.given", about=uuid.uuid4(), facts={"purpose": "letters"}, at=clock.now())


def _insert(count: int) -> None:
    """Into a table of the same shape, emptied afterwards."""
    table = Entry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_entry AS SELECT * FROM {table} WHERE 0")  # noqa: S608 - our own names
        for number, name in enumerate(("about, id", "kind, happened_at", "leaf")):
            cursor.execute(f"CREATE INDEX bench_entry_{number} ON bench_entry ({name})")
        for start in range(0, count, BATCH):
            with transaction.atomic():
                for number in range(start, min(start + BATCH, count)):
                    values: list[Any] = [
                        "consent.given",
                        uuid.uuid4().hex,
                        json.dumps({"purpose": "letters"}),
                        clock.now(),
                    ]
                    cursor.execute(
                        "INSERT INTO bench_entry (id, kind, about, facts, happened_at, nonce, mac, leaf)"
                        " VALUES (%s, %s, %s, %s, %s, %s, %s, NULL)",
                        [number, *values, "0" * 32, "0" * 64],
                    )
        cursor.execute("DROP TABLE bench_entry")


def _hash() -> None:
    chain = b""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Entry._meta.db_table} WHERE leaf IS NOT NULL ORDER BY leaf")  # noqa: S608 - our own names
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                chain = hashlib.sha256(chain + repr(row).encode()).digest()
