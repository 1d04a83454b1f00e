"""The counters of limits in the shared cache: named by keyed hashes, each step of a counter one transaction."""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.db.transaction import Atomic

from privacy.vault.services import index_of

LOCK = ":lock"


def hidden(key: str, key_prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: the names in clear hold addresses and IPs, so a counter is stored under this one."""
    return index_of("limit", f"{key_prefix}:{version}:{key}")


class Counters(DatabaseCache):
    """Django's cache in a table, whose locks are transactions instead of rows.

    allauth counts so: add a lock, read, write, delete the lock. As rows that is three commits, each waiting for the
    disk, seven times in a sign-in. Here adding begins a transaction that nobody else can be in for this lock, and
    deleting commits it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held: dict[str, Atomic] = {}  # Django keeps one cache for each thread

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """As in Django; a lock is waited for as long as the database waits for another writer."""
        if not key.endswith(LOCK):
            return bool(super().add(key, value, timeout, version))
        database = router.db_for_write(self.cache_model_class)
        step = transaction.atomic(using=database)
        step.__enter__()  # on SQLite nobody else writes from here on
        self._held[key] = step
        if connections[database].vendor == "postgresql":
            with connections[database].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [self.make_key(key, version)])
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """As in Django; letting go of a lock commits what was done under it."""
        if step := self._held.pop(key, None):
            step.__exit__(None, None, None)
            return True
        return bool(super().delete(key, version))
