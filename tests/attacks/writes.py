"""A watch on the databases: which statements change something."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections

CHANGES = re.compile(
    r"\s*(?:WITH\b.*?\b)?(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|MERGE|CREATE|ALTER|DROP)\b", re.I | re.S
)
# Counting tries is what limits are for, and a form needs a session for its token: neither is an effect.
BOOKKEEPING = ('"limits"', '"privacy_vault_sealedsession"')


@contextmanager
def watched() -> Iterator[list[str]]:
    """Every changing statement of the block in all databases, but for bookkeeping."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if CHANGES.match(sql) and not any(table in sql for table in BOOKKEEPING):
            found.append(sql[:120])
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(note))
        yield found
