"""Leaving no bytes of deleted rows behind in a database's own files."""

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from privacy.datamap import queries as datamap
from privacy.people.models import Person
from privacy.vault.models import DataKey, SealedSession

POSTPONED = "inside-a-transaction"


def is_part_of_commit() -> bool:
    """Whether nothing is left to clear after a commit in any database: SQLite without a write-ahead log."""
    return all(one.vendor == "sqlite" and _journal(one) != "wal" for one in connections.all())


def compact(alias: str) -> str:
    """Clear what one database keeps of deleted rows, and say how; logs and dead tuples outside of any transaction."""
    connection = connections[alias]
    if connection.vendor == "sqlite" and _journal(connection) != "wal":
        return "secure-delete"
    if connection.in_atomic_block:
        return POSTPONED
    if connection.vendor == "sqlite":
        return _checkpoint(connection)
    if connection.vendor == "postgresql":
        return _vacuum(connection)
    return "unknown-engine"


def _journal(connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return str(cursor.fetchone()[0])


def _checkpoint(connection: BaseDatabaseWrapper) -> str:
    """secure_delete has overwritten the pages; in WAL mode the old ones are still in the log until it is emptied."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    return "wal-busy" if busy else "wal-truncated"


def _vacuum(connection: BaseDatabaseWrapper) -> str:
    """Dead tuples go out of tables and indexes. What they held was sealed: its key is gone in any case."""
    personal = {said.model for said in datamap.about_people()} | {Person, SealedSession, DataKey}
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in personal:
            if router.db_for_write(model) == connection.alias:
                cursor.execute(f"VACUUM {quote(model._meta.db_table)}")
    return "vacuumed"
