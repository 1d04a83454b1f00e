"""Reading evidence and proving it."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from kit.chunks import in_chunks
from privacy.ledger import anchor, checkpoints, keys, leaves, merkle, registry, verification
from privacy.ledger.models import Checkpoint, Entry, Node
from privacy.ledger.types import ConsistencyProof, Evidence, Fault, Head, InclusionProof, Report

CHUNK = 300


def about(person_ids: Iterable[uuid.UUID], *, limit: int = 200) -> list[Evidence]:
    """What is on record about these persons, newest first."""
    return [_evidence(entry) for entry in Entry.objects.filter(about__in=list(person_ids)).order_by("-pk")[:limit]]


def latest(*, kind: str = "", limit: int | None = 50) -> list[Evidence]:
    """The newest entries, of one kind if asked; every one without a limit."""
    rows = Entry.objects.filter(kind=kind) if kind else Entry.objects.all()
    return [_evidence(entry) for entry in rows.order_by("-pk")[:limit]]


def at_moments(kind: str, moments: Iterable[dt.datetime]) -> list[Evidence]:
    """The entries of one kind that happened at one of these moments."""
    return [_evidence(entry) for entry in Entry.objects.filter(kind=kind, happened_at__in=set(moments))]


def oldest(*, limit: int = 1) -> list[Evidence]:
    """The oldest entries that are kept."""
    return [_evidence(entry) for entry in Entry.objects.order_by("pk")[:limit]]


def newest_faults() -> list[Fault]:
    """What is wrong at the newest end: the last checkpoint, the newest entries. Costs the same however long it is."""
    return verification.newest_faults()


def known(entry_ids: Iterable[int]) -> set[int]:
    """Those of these entries that are there."""
    return set(Entry.objects.filter(pk__in=list(entry_ids)).values_list("pk", flat=True))


def head() -> Head | None:
    """The newest signed checkpoint; None before the first sealing."""
    newest = Checkpoint.objects.order_by("-number").first()
    return checkpoints.head(newest) if newest else None


def heads(*, limit: int = 50) -> list[Head]:
    """The newest signed checkpoints, newest first."""
    return [checkpoints.head(row) for row in Checkpoint.objects.order_by("-number")[:limit]]


def public_key() -> str:
    """The Ed25519 key that proves checkpoints, 32 bytes in hex."""
    return keys.verifying_key().public_bytes_raw().hex()


def inclusion(entry_id: int) -> InclusionProof | None:
    """Proof that the entry is in the newest checkpoint's tree; None while it waits for sealing or has expired."""
    entry = Entry.objects.filter(pk=entry_id, leaf__isnull=False).first()
    newest = head()
    if entry is None or entry.leaf is None or newest is None:
        return None
    return _proof(entry, newest, _subtree)


def proof_of(about: uuid.UUID, *, kind: str, name: str, value: int | str) -> InclusionProof | None:
    """Proof of the entry of this kind about a person whose fact `name` is `value`; None while it waits for sealing."""
    entry = Entry.objects.filter(about=about, kind=kind, **{f"facts__{name}": value}).order_by("-pk").first()
    return inclusion(entry.pk) if entry else None


def proofs_about(person_ids: Iterable[uuid.UUID]) -> Iterator[InclusionProof]:
    """Proofs of everything sealed on record about these persons, oldest first, read a few hundred at a time."""
    newest = head()
    if newest is None:
        return
    for chunk in in_chunks(Entry.objects.filter(about__in=list(person_ids), leaf__lt=newest.size), CHUNK):
        yield from _proofs(chunk, newest)


def _proofs(entries: list[Entry], newest: Head) -> Iterator[InclusionProof]:
    """All paths with one statement: which hashes are needed is known before any is read."""
    needed: set[int] = set()

    def note(level: int, index: int) -> bytes:
        needed.add(merkle.position(level, index))
        return b""

    for entry in entries:
        merkle.inclusion_path(entry.leaf or 0, newest.size, note)
    nodes = Node.objects.in_bulk(needed)
    for entry in entries:
        yield _proof(entry, newest, lambda level, index: bytes(nodes[merkle.position(level, index)].hash))


def _proof(entry: Entry, newest: Head, subtree: merkle.Subtree) -> InclusionProof:
    leaf = entry.leaf or 0
    path = merkle.inclusion_path(leaf, newest.size, subtree)
    return InclusionProof(
        leaves.leaf_bytes(entry).decode(), leaf, tuple(step.hex() for step in path), newest, public_key()
    )


def anchor_path() -> Path | None:
    """Where the outside anchor lies; None without one."""
    return anchor.path()


def statement(*, since: int | None = None) -> dict[str, object]:
    """The newest head as it is published, proved to continue checkpoint number `since` if there is one."""
    newest = head()
    page: dict[str, object] = {"public_key": public_key(), "head": newest.as_json() if newest else None}
    if newest and since is not None and 0 < since <= newest.number:
        page["since"] = consistency(old=since, new=newest.number).as_json()
    return page


def consistency(*, old: int, new: int) -> ConsistencyProof:
    """Proof that checkpoint number `new` continues number `old`. Raises Checkpoint.DoesNotExist, IndexError."""
    found = [checkpoints.head(Checkpoint.objects.get(pk=number)) for number in (old, new)]
    path = merkle.consistency_path(found[0].size, found[1].size, _subtree)
    return ConsistencyProof(found[0], found[1], tuple(step.hex() for step in path))


def verify(*, of_a_copy: bool = False) -> Report:
    """Check every entry, node, checkpoint and anchored line, and what rooms above sealed by it.

    It takes time in proportion to the ledger.

    `of_a_copy`: this database came out of a backup, so the anchor may have gone on; up to there it must fit.
    """
    report = verification.verify(of_a_copy=of_a_copy)
    return dataclasses.replace(report, faults=(*report.faults, *registry.faults()))


def _subtree(level: int, index: int) -> bytes:
    return bytes(Node.objects.get(pk=merkle.position(level, index)).hash)


def _evidence(entry: Entry) -> Evidence:
    return Evidence(entry.pk, entry.kind, entry.about, entry.facts, entry.happened_at, entry.leaf is not None)
