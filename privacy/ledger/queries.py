"""Reading evidence and proving it."""

import uuid
from collections.abc import Iterable

from privacy.ledger import checkpoints, keys, leaves, merkle, verification
from privacy.ledger.models import Checkpoint, Entry, Node
from privacy.ledger.types import ConsistencyProof, Evidence, Head, InclusionProof, Report


def about(person_ids: Iterable[uuid.UUID], *, limit: int = 200) -> list[Evidence]:
    """What is on record about these persons, newest first."""
    return [_evidence(entry) for entry in Entry.objects.filter(about__in=list(person_ids)).order_by("-pk")[:limit]]


def latest(*, kind: str = "", limit: int = 50) -> list[Evidence]:
    """The newest entries, of one kind if asked."""
    rows = Entry.objects.filter(kind=kind) if kind else Entry.objects.all()
    return [_evidence(entry) for entry in rows.order_by("-pk")[:limit]]


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
    path = merkle.inclusion_path(entry.leaf, newest.size, _subtree)
    leaf = leaves.leaf_bytes(entry).decode()
    return InclusionProof(leaf, entry.leaf, tuple(step.hex() for step in path), newest, public_key())


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


def verify() -> Report:
    """Check every entry, node, checkpoint and anchored line; takes time in proportion to the ledger."""
    return verification.verify()


def _subtree(level: int, index: int) -> bytes:
    return bytes(Node.objects.get(pk=merkle.position(level, index)).hash)


def _evidence(entry: Entry) -> Evidence:
    return Evidence(entry.pk, entry.kind, entry.about, entry.facts, entry.happened_at, entry.leaf is not None)
