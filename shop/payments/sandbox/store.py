"""The sandbox's own memory, one SQLite file: payments, refunds, events, deliveries; never a card number or CVV."""

import hashlib
import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS payment (
    id TEXT PRIMARY KEY, token TEXT UNIQUE NOT NULL, key TEXT UNIQUE NOT NULL, key_hash TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0), currency TEXT NOT NULL, reference TEXT NOT NULL, payee TEXT NOT NULL,
    return_url TEXT NOT NULL, language TEXT NOT NULL, capture TEXT NOT NULL, state TEXT NOT NULL,
    brand TEXT NOT NULL DEFAULT '', last4 TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0,
    captured INTEGER NOT NULL DEFAULT 0, refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded <= captured),
    settles_as TEXT NOT NULL DEFAULT '', settles_at REAL, created REAL NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS refund (
    id TEXT PRIMARY KEY, payment TEXT NOT NULL REFERENCES payment, key TEXT UNIQUE NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0), created REAL NOT NULL);
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, type TEXT NOT NULL, payment TEXT NOT NULL,
    body TEXT NOT NULL, created REAL NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY, event TEXT NOT NULL, due REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (done, due);
CREATE INDEX IF NOT EXISTS payment_settles ON payment (state, settles_at);
"""
Row = dict[str, Any]


class Refused(Exception):
    """The request cannot be done: `status` is the HTTP status, `code` tells programs why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Store:
    """Every transition is one transaction with its event; a restart loses nothing."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / "sandbox.sqlite3"
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=20)
        self._database.row_factory = sqlite3.Row
        self._lock = threading.RLock()
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One writer at a time; all or nothing."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def rows(self, query: str, *values: object) -> list[Row]:
        """All rows of a query."""
        with self._lock:
            return [dict(row) for row in self._database.execute(query, values)]

    def one(self, query: str, *values: object) -> Row | None:
        """The first row of a query, if there is one."""
        return next(iter(self.rows(query, *values)), None)

    def change(self, query: str, *values: object) -> bool:
        """Whether an UPDATE or INSERT touched a row."""
        with self._lock:
            return self._database.execute(query, values).rowcount > 0

    def payment(self, identifier: str) -> Row:
        """A payment by its id. Raises Refused."""
        if row := self.one("SELECT * FROM payment WHERE id = ?", identifier):
            return row
        raise Refused(404, "no_such_payment")

    def by_token(self, token: str) -> Row:
        """A payment by its hosted page's token. Raises Refused."""
        if row := self.one("SELECT * FROM payment WHERE token = ?", token):
            return row
        raise Refused(404, "no_such_page")

    def due_deliveries(self, now: float, limit: int) -> list[Row]:
        """Deliveries to be tried now, oldest first, with the event's body."""
        return self.rows(
            "SELECT d.*, e.body FROM delivery d JOIN event e ON e.id = d.event"
            " WHERE d.done = 0 AND d.due <= ? ORDER BY d.due, d.id LIMIT ?",
            now,
            limit,
        )


def new_id(prefix: str) -> str:
    """An unguessable identifier such as `pay_3f…`."""
    return f"{prefix}_{secrets.token_hex(16)}"


def fingerprint(content: object) -> str:
    """A hash that tells whether the same idempotency key came with the same content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
