"""The INSERT of openings. Every page on which something was opened ends with it, so it goes past the ORM."""

import contextlib
import functools
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connections, router, transaction

from privacy.access.models import Opening

FIELDS = {field.name: field for field in Opening._meta.concrete_fields if not field.primary_key}
EACH = ("person", "fields")
SAME = tuple(name for name in FIELDS if name not in EACH)


def write(openings: Mapping[uuid.UUID, Iterable[str]], **common: Any) -> None:
    """One row a person with the fields opened and what is `common` to all; all of them or none."""
    if not openings:
        return
    alias = router.db_for_write(Opening)
    same = [_prepared(alias, name, common[name]) for name in SAME]
    listed = functools.cache(lambda fields: _prepared(alias, "fields", sorted(fields)))  # mostly the same for all
    rows = [
        [_prepared(alias, "person", person_id), listed(frozenset(fields)), *same]
        for person_id, fields in openings.items()
    ]
    together = transaction.atomic(using=alias, savepoint=False) if len(rows) > 1 else contextlib.nullcontext()
    with together, connections[alias].cursor() as cursor:
        cursor.executemany(_insert(alias), rows)


def _prepared(alias: str, name: str, value: Any) -> Any:
    return FIELDS[name].get_db_prep_save(value, connections[alias])


@functools.cache
def _insert(alias: str) -> str:
    quote = connections[alias].ops.quote_name
    columns = ", ".join(quote(str(FIELDS[name].column)) for name in (*EACH, *SAME))
    marks = ", ".join(["%s"] * len(FIELDS))
    return f"INSERT INTO {quote(Opening._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
