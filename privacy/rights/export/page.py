"""`index.html`, piece by piece: readable without the internet, without scripts, printable."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.template.loader import render_to_string

from privacy.datamap.types import Declaration
from privacy.rights import presenting, reading, wording

FOLDER = "privacy_rights/export/"
# Rows that are drawn together: their words weigh more than they do.
DRAWN = 50


def pieces(person_ids: frozenset[uuid.UUID], attached: Sequence[str], at: dt.datetime) -> Iterator[str]:
    """The page in pieces of a few hundred rows."""
    yield render_to_string(f"{FOLDER}head.html", {"at": at, "controller": settings.PRIVACY_CONTROLLER})
    for said in reading.kinds(person_ids):
        yield from _kind(said, person_ids, at)
    yield render_to_string(f"{FOLDER}foot.html", {"files": attached})


def _kind(said: Declaration, person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Iterator[str]:
    purposes = {one.id: one.title for field in said.personal.values() for one in field.for_}
    opened = False
    for chunk in reading.everything(said, person_ids, at):
        if not opened:
            opened = True
            spans = presenting.spans(said, chunk[-1:], at)
            context = {"title": wording.titled(said), "purposes": list(purposes.values()), "spans": spans}
            yield render_to_string(f"{FOLDER}kind.html", context)
        for start in range(0, len(chunk), DRAWN):
            records = presenting.records(said, chunk[start : start + DRAWN], at, whole=True)
            yield render_to_string(f"{FOLDER}rows.html", {"records": records})
    if opened:
        yield "</section>\n"
