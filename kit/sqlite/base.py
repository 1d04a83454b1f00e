"""The engine: Django looks for its `DatabaseWrapper` here."""

import functools
import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base


@functools.lru_cache(maxsize=2048)
def _converted(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class CursorWrapper(base.SQLiteCursorWrapper):
    """Turns `%s` into `?` once a statement's text, which holds no value: it takes longer than many a statement runs."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The text as SQLite reads it."""
        if param_names is None:
            return _converted(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection."""

    connection: sqlite3.Connection
    journal: str  # as the engine calls it: "truncate", "wal"

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file, set up as the settings say."""
        made: sqlite3.Connection = super().get_new_connection(conn_params)
        (self.journal,) = made.execute("PRAGMA journal_mode").fetchone()
        return made

    def create_cursor(self, name: Any = None) -> CursorWrapper:
        """A cursor of the kind above."""
        return self.connection.cursor(factory=CursorWrapper)
