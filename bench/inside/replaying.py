"""The writes of a piece of work, noted, and done again by hand in a copy of the databases."""

import base64
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from typing import Any

from django.db import connections, transaction

from bench.inside.measuring import cpu_ms

Write = tuple[str, str, list[Any]]
CHANGING = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def noted() -> Iterator[list[Write]]:
    """Every statement that changes something, with the database it went to; bytes as text, so that JSON holds them."""
    writes: list[Write] = []

    def listening(alias: str) -> Callable[..., Any]:
        def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's signature
            if sql.lstrip().upper().startswith(CHANGING):
                writes.append((alias, sql, [_packed(one) for one in params or ()]))
            return execute(sql, params, many, context)

        return hear

    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(listening(alias)))
        yield writes


def replay(steps: list[list[Write]]) -> float:
    """CPU milliseconds of the same statements by hand: one transaction for each database of each step."""

    def work() -> None:
        for step in steps:
            _again(step)

    return cpu_ms(work)


def _again(step: list[Write]) -> None:
    for alias, writes in groupby(step, key=lambda write: write[0]):
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            for _alias, sql, params in writes:
                cursor.execute(sql, [_unpacked(one) for one in params])


def _packed(value: Any) -> Any:
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _unpacked(value: Any) -> Any:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value
