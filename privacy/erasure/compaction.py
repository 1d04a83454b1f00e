"""Leaving no bytes of deleted rows behind in a database's own files."""

from contextlib import suppress

from django.db import OperationalError, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from kit.sqlite.base import DatabaseWrapper
from privacy.datamap import queries as datamap
from privacy.people.models import Person
from privacy.vault.models import DataKey, SealedSession

BY_COMMIT = "secure-delete"
POSTPONED = "inside-a-transaction"
HASHED = "index"  # what the name of a keyed hash of an address ends with


def by_commit() -> dict[str, str]:
    """What `compact` says of each database, where a commit leaves nothing to clear in any of them; else nothing."""
    clear = all(_clears_itself(one) for one in connections.all())
    return dict.fromkeys(connections, BY_COMMIT) if clear else {}


def compact(alias: str) -> str:
    """Clear what one database keeps of deleted rows, and say how; logs and dead tuples outside of any transaction."""
    connection = connections[alias]
    if _clears_itself(connection):
        return BY_COMMIT
    if connection.in_atomic_block:
        return POSTPONED
    if connection.vendor == "sqlite":
        return _checkpoint(connection)
    if connection.vendor == "postgresql":
        return _vacuum(connection)
    return "unknown-engine"


def _clears_itself(connection: BaseDatabaseWrapper) -> bool:
    """SQLite without a write-ahead log: what is deleted is overwritten in the same commit."""
    connection.ensure_connection()
    return isinstance(connection, DatabaseWrapper) and connection.journal != "wal"


def _checkpoint(connection: BaseDatabaseWrapper) -> str:
    """secure_delete has overwritten the pages; in WAL mode the old ones are still in the log until it is emptied."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    return "wal-busy" if busy else "wal-truncated"


def rewrite() -> int:
    """On PostgreSQL, write every table about people anew, so that no freed page keeps a keyed hash. Returns how many.

    Each is locked while it is written; one that is busy for five seconds is left for the next night.
    """
    count = 0
    for connection in connections.all():
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
                for table in _tables(connection):
                    with suppress(OperationalError):
                        cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
                        count += 1
                cursor.execute("RESET lock_timeout")
    return count


def unlearn(alias: str) -> None:
    """On PostgreSQL, let the planner sample no keyed hash, so that its statistics cannot outlive who was erased."""
    connection, quoted = connections[alias], connections[alias].ops.quote_name
    if connection.vendor != "postgresql":
        return
    wanted = {
        (model._meta.db_table, field.column)
        for model in _hashed()
        for field in model._meta.concrete_fields
        if field.name.endswith(HASHED) and field.column
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        for table, column in sorted(wanted & set(cursor.fetchall())):
            cursor.execute(f"ALTER TABLE {quoted(table)} ALTER COLUMN {quoted(column)} SET STATISTICS 0")


def _vacuum(connection: BaseDatabaseWrapper) -> str:
    """Dead tuples go out of tables and indexes. What they held was sealed: its key is gone in any case."""
    with connection.cursor() as cursor:
        for table in _tables(connection):
            cursor.execute(f"VACUUM {table}")
    return "vacuumed"


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables of this database that hold something of people, or a keyed hash of their address."""
    models = {said.model for said in datamap.about_people()} | {Person, SealedSession, DataKey} | _hashed()
    own = [model._meta.db_table for model in models if router.db_for_write(model) == connection.alias]
    return [connection.ops.quote_name(table) for table in sorted(own)]


def _hashed() -> set[type[Model]]:
    """Models with a keyed hash of an address."""
    return {one for one in datamap.installed_models() if any(f.name.endswith(HASHED) for f in one._meta.fields)}
