"""Stores that hold nothing of anybody by design, looked into all the same: caches and logs. Areas add theirs."""

import datetime as dt
import logging
import mmap
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

from kit import generation
from privacy.erasure.registry import look

STRUCK = b"-"


def spellings(persons: frozenset[uuid.UUID]) -> list[str]:
    """The ways an opaque number may be written down."""
    return sorted({text for one in persons for text in (str(one), one.hex, str(one).replace("-", " "))})


@look("caches")
def in_caches(persons: frozenset[uuid.UUID], _at: dt.datetime) -> int:
    """Public pages are forgotten by every process; entries of cache tables that name somebody go."""
    generation.touch()
    tables = [one for one in caches.all(initialized_only=False) if isinstance(one, DatabaseCache)]
    return sum(_dropped(table, persons) for table in tables)


@look("logs")
def in_logs(persons: frozenset[uuid.UUID], _at: dt.datetime) -> int:
    """Log files of ours: a number is struck out in place, so that whoever writes just now loses no line.

    What goes to the standard output is kept by the machine; the log filter strikes addresses out before it leaves.
    """
    return sum(_struck(path, persons) for path in log_files())


def log_files() -> Iterator[Path]:
    """The files into which some handler of this process writes."""
    known = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    handlers = {handler for logger in (logging.root, *known) for handler in logger.handlers}
    paths = {Path(one.baseFilename) for one in handlers if isinstance(one, logging.FileHandler)}
    for path in sorted(paths):
        yield from (one for one in sorted(path.parent.glob(f"{path.name}*")) if one.is_file())  # rotated ones as well


def _dropped(cache: Any, persons: frozenset[uuid.UUID]) -> int:
    alias = router.db_for_write(cache.cache_model_class)
    table = connections[alias].ops.quote_name(cache._table)
    named = [f"%{text}%" for text in spellings(persons)]
    if not named:
        return 0
    with connections[alias].cursor() as cursor:
        condition = " OR ".join(["cache_key LIKE %s"] * len(named))
        cursor.execute(f"DELETE FROM {table} WHERE {condition}", named)  # noqa: S608 - our own name
        return int(cursor.rowcount)


def _struck(path: Path, persons: frozenset[uuid.UUID]) -> int:
    if not path.stat().st_size:
        return 0
    found = 0
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as held:
        for text in (spelling.encode() for spelling in spellings(persons)):
            while (place := held.find(text)) >= 0:
                held[place : place + len(text)] = STRUCK * len(text)
                found += 1
    return found
