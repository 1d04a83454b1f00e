"""`index.html`, piece by piece: readable without the internet, without scripts, printable."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping

from django.conf import settings
from django.template.loader import render_to_string

from privacy.datamap.types import Declaration
from privacy.retention.queries import ends_of
from privacy.rights import reading, wording

FOLDER = "privacy_rights/export/"


def pieces(person_ids: frozenset[uuid.UUID], attached: Mapping[uuid.UUID, str], at: dt.datetime) -> Iterator[str]:
    """The page in pieces of a few hundred rows."""
    yield render_to_string(f"{FOLDER}head.html", {"at": at, "controller": settings.PRIVACY_CONTROLLER})
    for said in reading.kinds(person_ids):
        yield from _kind(said, person_ids, at)
    yield render_to_string(f"{FOLDER}foot.html", {"files": list(attached.values())})


def _kind(said: Declaration, person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Iterator[str]:
    fields = {field.name: field for field in said.model._meta.concrete_fields}
    names = {name: wording.name_of(field) for name, field in fields.items()}
    purposes = {one.id: one.title for field in said.personal.values() for one in field.for_}
    opened, ends = False, ends_of(said, at)
    for chunk in reading.in_chunks(said, person_ids, at):
        if not opened:
            opened = True
            context = {"title": wording.titled(said), "purposes": list(purposes.values()), "kept": said.kept}
            yield render_to_string(f"{FOLDER}kind.html", context)
        rows = [
            {
                "until": ends(row).get(""),
                "values": [(names[name], wording.value_of(fields[name], value)) for name, value in values.items()],
            }
            for row, values in chunk
        ]
        yield render_to_string(f"{FOLDER}rows.html", {"rows": rows})
    if opened:
        yield "</section>\n"
