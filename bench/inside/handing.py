"""The export beside SELECT and json.dumps of the same rows; its memory."""

import json
import resource
import uuid
from typing import Any

from django.db import connection

from bench.inside.erasing import TABLES
from bench.inside.measuring import seconds
from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import SELF
from privacy.rights.export import archive, data
from privacy.vault.sealed import Sealed


def whole(person: str) -> dict[str, float]:
    """CPU seconds for the ZIP, and by how many MB the process's peak of memory grew while it was made."""
    person_ids = frozenset([uuid.UUID(person)])
    for _ in archive(frozenset([uuid.uuid4()]), at=clock.now()):
        pass
    before = _peak_mb()
    cpu, _clock = seconds(lambda: [None for _ in archive(person_ids, at=clock.now())][:0])
    return {"cpu": cpu, "grown": _peak_mb() - before}


def pair(person: str) -> dict[str, float]:
    """CPU seconds for data.json; for SELECT, open, dumps by hand; and for SELECT and dumps of what rests sealed."""
    person_id = uuid.UUID(person)
    return {
        "data": seconds(lambda: sum(map(len, data.pieces(frozenset([person_id]), [], clock.now()))))[0],
        "opened": seconds(lambda: _opened(person_id))[0],
        "bare": seconds(lambda: _bare(person_id))[0],
    }


def _bare(person_id: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table._meta.db_table} WHERE person_id = %s", [person_id.hex])  # noqa: S608 - our own names
            names = [column[0] for column in cursor.description]
            while rows := cursor.fetchmany(500):
                json.dumps([dict(zip(names, row, strict=True)) for row in rows], default=_plain)


def _opened(person_id: uuid.UUID) -> None:
    with acting(SELF, by=Actor.person(person_id), at=clock.now()):
        for table in TABLES:
            rows = datamap.rows_about(datamap.declaration(table), [person_id])
            names = [field.attname for field in table._meta.concrete_fields]
            for row in rows.iterator(500):
                json.dumps({name: _text(getattr(row, name)) for name in names}, default=str)


def _text(value: Any) -> Any:
    if isinstance(value, Sealed):
        return value.reveal()
    return value.hex() if isinstance(value, bytes) else value


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
