"""Reading everything declared about a person: the one scan that page and export share."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import QuerySet

from kit.chunks import in_chunks
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap import queries as datamap
from privacy.datamap.types import Declaration, NotPersonal
from privacy.datamap.vocabulary import SELF
from privacy.erasure import queries as erasure
from privacy.people import queries as people
from privacy.retention.queries import ends_of, living
from privacy.rights import registry, wording
from privacy.vault import services as vault
from privacy.vault.sealed import Sealed
from privacy.vault.types import KeyGone

CHUNK = 200
Plain = dict[str, Any]


def groups(person_ids: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, frozenset[uuid.UUID]]]:
    """One entry per natural person: who acts, and all numbers that are theirs."""
    left, found = set(person_ids), []
    while left:
        one = min(left)
        mine = people.all_of_one(one)
        main = next((some for some in sorted(mine) if people.identities(some) >= mine), one)
        found.append((main, mine))
        left -= mine
    return found


def kinds(person_ids: frozenset[uuid.UUID]) -> list[Declaration]:
    """The declarations of which these persons have rows, by label."""
    return sorted(erasure.present(person_ids), key=lambda said: said.label)


def rows(said: Declaration, person_ids: Iterable[uuid.UUID], at: dt.datetime) -> QuerySet[Any]:
    """The rows of one declared model about these persons that have not expired, newest first."""
    found = living(datamap.rows_about(said, person_ids), at).select_related(*_joined(said))
    return found.order_by("-pk" if not said.since else f"-{said.since}", "-pk")


def opened(
    said: Declaration, found: Iterable[Any], person_ids: Iterable[uuid.UUID], at: dt.datetime
) -> list[tuple[Any, Plain]]:
    """Each row with its fields in plain, opened by the persons themselves; without fields whose own clock has ended."""
    listed = list(found)
    plain: list[tuple[Any, Plain]] = [(row, {}) for row in listed]
    read = _reader(said, at)
    for main, mine in groups(person_ids):
        with acting(SELF, by=Actor.person(main), at=at):
            vault.prepare(mine)
            for row, values in plain:
                if _owner(said, row) in mine:
                    values.update(read(row))
    return plain


def everything(
    said: Declaration, person_ids: frozenset[uuid.UUID], at: dt.datetime
) -> Iterator[list[tuple[Any, Plain]]]:
    """Every row, a few hundred at a time, by primary key: constant memory however many there are."""
    found = living(datamap.rows_about(said, person_ids), at).select_related(*_joined(said))
    for chunk in in_chunks(found, CHUNK):
        yield opened(said, chunk, person_ids, at)


def _joined(said: Declaration) -> list[Any]:
    """Rows that are read along: those the clock starts from, and those the words about a row are found in."""
    clock = said.since.rpartition("__")[0]
    return sorted({clock, *registry.presenter(said.model).joined} - {""}) or [None]  # nothing at all would join all


def _owner(said: Declaration, row: Any) -> uuid.UUID | None:
    owner: Any = row
    for step in said.person.split("__"):
        owner = getattr(owner, f"{step}_id") if step == "person" else getattr(owner, step)
    return owner if isinstance(owner, uuid.UUID) else None


def _reader(said: Declaration, at: dt.datetime) -> Callable[[Any], Plain]:
    """Reads the fields of a row that are shown; what is the same for every row is looked up once."""
    shown = [
        (field.name, field.attname, not isinstance(decided, NotPersonal) and wording.is_hidden(decided))
        for field in said.model._meta.concrete_fields
        if (decided := said.fields.get(field.name)) is not None and not _is_plumbing(field, decided)
    ]
    ends_in = ends_of(said, at)

    def read(row: Any) -> Plain:
        ended = {name for name, end in ends_in(row).items() if end <= at}
        return {
            name: bool(getattr(row, attname)) if hidden else _plain(getattr(row, attname))
            for name, attname, hidden in shown
            if hidden or name not in ended
        }

    return read


def _is_plumbing(field: "models.Field[Any, Any]", decided: object) -> bool:
    """Links between rows, keyed hashes and what `until` says already tell nobody anything; personal is always shown."""
    return isinstance(decided, NotPersonal) and (
        field.is_relation or isinstance(field, models.BinaryField | models.UUIDField) or field.name in HASHES
    )


HASHES = {"index", "handle_index", "token_hash", "text_hash", "key", "path", "persons", "attachments", "expires_at"}


def _plain(value: Any) -> Any:
    if not isinstance(value, Sealed):
        return value
    try:
        return value.reveal()
    except KeyGone:
        return None
