"""What one request writes: its statements with their parameters, and what it seals, in clear."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.db import connections

from privacy.vault import cipher
from tests.attacks.writes import BOOKKEEPING, CHANGES


@dataclass
class Effects:
    """Statements in order, and plain texts as they were about to be sealed."""

    statements: list[tuple[str, list[str]]] = field(default_factory=list)
    sealed: list[bytes] = field(default_factory=list)

    @property
    def shape(self) -> list[str]:
        """The statements alone."""
        return [sql for sql, _values in self.statements]

    def holds(self, mark: str) -> bool:
        """Whether this text was written anywhere, in clear or sealed."""
        plain = any(mark in value for _sql, values in self.statements for value in values)
        return plain or any(mark.encode() in one for one in self.sealed)


def _shown(value: object) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


@contextmanager
def effects() -> Iterator[Effects]:
    """The effects of the block, in all databases."""
    found, seal = Effects(), cipher.seal

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if CHANGES.match(sql) and not any(table in sql for table in BOOKKEEPING):
            rows = params if many else [params or ()]
            found.statements.append((sql, [_shown(value) for row in rows for value in row]))
        return execute(sql, params, many, context)

    def sealing(key: Any, plain: bytes, **of: Any) -> Any:
        found.sealed.append(plain)
        return seal(key, plain, **of)

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(cipher, "seal", sealing))
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(note))
        yield found
