"""`data.json`, piece by piece."""

import datetime as dt
import json
import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from privacy.datamap import locks
from privacy.datamap.types import Declaration, RetentionClass
from privacy.retention.queries import ends_of
from privacy.rights import reading, wording


def pieces(person_ids: frozenset[uuid.UUID], attached: Sequence[str], at: dt.datetime) -> Iterator[str]:
    """The document in pieces of a few hundred rows."""
    head = {
        "$schema": f"{settings.SITE_URL}{reverse('rights:schema')}",
        "format": "2",
        "made_at": at.isoformat(),
        "controller": settings.PRIVACY_CONTROLLER,
        "files": list(attached),
    }
    yield _json(head).removesuffix("}") + ',"kinds":['
    comma = ""
    for said in reading.kinds(person_ids):
        chunks = reading.everything(said, person_ids, at)
        first = next(chunks, None)
        if first is None:
            continue
        yield comma + _json(_about(said, at)).removesuffix("}") + ',"rows":['
        yield _rows(said, first, at)
        for chunk in chunks:
            yield "," + _rows(said, chunk, at)
        yield "]}"
        comma = ","
    yield "]}\n"


def _about(said: Declaration, at: dt.datetime) -> dict[str, Any]:
    purposes = {one.id: one for field in said.personal.values() for one in field.for_}
    recipients = {str(one.title) for field in said.personal.values() for one in field.shared_with}
    return {
        "id": said.label,
        "title": wording.titled(said),
        "purposes": [{"id": one.id, "title": str(one.title), "basis": one.basis.value} for one in purposes.values()],
        "recipients": sorted(recipients),
        "kept": _kept(said, at),
    }


def _kept(said: Declaration, at: dt.datetime) -> list[dict[str, Any]]:
    """Every clock of the kind with the fields that follow it; "" is the row as a whole."""
    clocks: dict[RetentionClass, list[str]] = {}
    for name in ("", *said.personal):
        if clock := locks.field_clock(said, name, at) if name else locks.row_clock(said, at):
            clocks.setdefault(clock, []).append(name)
    return [
        {"title": str(clock.title), "because": str(clock.because), "fields": names} for clock, names in clocks.items()
    ]


def _rows(said: Declaration, chunk: list[tuple[Any, reading.Plain]], at: dt.datetime) -> str:
    rows, ends = [], ends_of(said, at)
    for row, values in chunk:
        days = ends(row)
        until = days.get("")
        sooner = {name: day for name, day in days.items() if name in values and day != until}
        rows.append(_json({"until": until, "sooner": sooner, "fields": values}))
    return ",".join(rows)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} does not go into an export")
