"""Leaving no bytes of deleted rows behind in a database's own files."""

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from privacy.datamap import queries as datamap
from privacy.people.models import Person
from privacy.vault.models import DataKey, SealedSession

POSTPONED = "inside-a-transaction"


def compact(alias: str) -> str:
    """Clear what one database keeps of deleted rows, and say how. To be called outside of any transaction."""
    connection = connections[alias]
    if connection.in_atomic_block:
        return POSTPONED
    if connection.vendor == "sqlite":
        return _checkpoint(connection)
    if connection.vendor == "postgresql":
        return _vacuum(connection)
    return "unknown-engine"


def _checkpoint(connection: BaseDatabaseWrapper) -> str:
    """secure_delete has overwritten the pages; in WAL mode the old ones are still in the log until it is emptied."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone()[0] != "wal":
            return "secure-delete"
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
