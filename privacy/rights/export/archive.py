"""Writing the ZIP as a stream: nothing of it is ever in memory whole or on disk in plain."""

import datetime as dt
import io
import json
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from kit.chunks import in_chunks
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.consent import queries as consent
from privacy.datamap.vocabulary import SELF
from privacy.ledger import queries as ledger
from privacy.retention.queries import living
from privacy.rights import queries, reading, registry
from privacy.rights.export import data, page, schema
from privacy.rights.receipts import receipt
from privacy.rights.types import Paper
from privacy.vault import files
from privacy.vault.models import SealedFile

Content = Callable[[], Iterator[bytes]]


class _Pipe(io.RawIOBase):
    """Where the ZIP is written to: it keeps what was written since it was last emptied."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def drain(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def archive(person_ids: frozenset[uuid.UUID], *, at: dt.datetime) -> Iterator[bytes]:
    """The pieces of the ZIP, as everything known of these persons is read."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as bundle:
        attached = _attached(person_ids, at)
        parts = {
            "index.html": page.pieces(person_ids, list(attached), at),
            "data.json": data.pieces(person_ids, list(attached), at),
            "schema.json": iter([schema.text()]),
            "proofs.json": _proofs(person_ids),
            "consents.jsonld": _consents(person_ids, at),
        }
        for name, pieces in parts.items():
            yield from _entry(bundle, pipe, name, (piece.encode() for piece in pieces), at)
        for name, content in attached.items():
            yield from _entry(bundle, pipe, name, content(), at)
    yield pipe.drain()


def _proofs(person_ids: frozenset[uuid.UUID]) -> Iterator[str]:
    """What the ledger has sealed about these persons, each entry with its proof; a stranger's script checks them."""
    return _array(proof.as_json() for proof in ledger.proofs_about(person_ids))


def _consents(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Iterator[str]:
    """The receipt of every answer these persons gave."""
    answers = in_chunks(living(consent.answers_of(person_ids), at), reading.CHUNK)
    return _array(receipt(event) for chunk in answers for event in chunk)


def _array(rows: Iterable[Any]) -> Iterator[str]:
    """A JSON array, a row at a time."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _entry(
    bundle: zipfile.ZipFile, pipe: _Pipe, name: str, pieces: Iterator[bytes], at: dt.datetime
) -> Iterator[bytes]:
    info = zipfile.ZipInfo(name, date_time=at.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    with bundle.open(info, "w", force_zip64=True) as entry:
        for piece in pieces:
            entry.write(piece)
            yield pipe.drain()


def _attached(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> dict[str, Content]:
    """Each file by its place in the ZIP: its own name without any folder, made unique by a number in front.

    Papers that rest nowhere, such as invoices, are drawn one at a time as the ZIP comes to them.
    """
    found: list[tuple[str, Content]] = [
        *((one.name, partial(_content, one.id, at)) for one in queries.own_files(person_ids, at=at)),
        *((one.name, partial(_drawn, one, at)) for one in registry.papers_of(person_ids, at=at)),
    ]
    return {f"files/{number:03} {safe_name(name)}": content for number, (name, content) in enumerate(found, start=1)}


def safe_name(name: str) -> str:
    """A file name that stays in its folder on every system and starts nothing when a program opens a list of them."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"|?*' else "_" for letter in last)
    return kept.strip(" .")[:120] or "file"


def _drawn(paper: Paper, at: dt.datetime) -> Iterator[bytes]:
    [(main, _mine)] = reading.groups([paper.person_id])
    with acting(SELF, by=Actor.person(main), at=at):
        content = paper.content()
    yield content


def _content(file_id: uuid.UUID, at: dt.datetime) -> Iterator[bytes]:
    file = SealedFile.objects.get(pk=file_id)
    [(main, _mine)] = reading.groups([file.person_id])
    with acting(SELF, by=Actor.person(main), at=at):
        opened = files.chunks(file)
    yield from opened
