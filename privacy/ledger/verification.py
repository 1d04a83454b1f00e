"""Proving the whole ledger: every entry, node, checkpoint and anchored line is what was written and signed."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from privacy.ledger import anchor, checkpoints, keys, leaves, merkle, sealing
from privacy.ledger.models import Checkpoint, Entry, Node
from privacy.ledger.types import Fault, LedgerBroken, Report

CHUNK = 1000
Row = TypeVar("Row", Entry, Checkpoint)
SHOWN = 100


class Verification:
    """One pass over the ledger in constant memory."""

    def __init__(self, *, of_a_copy: bool = False) -> None:
        self.of_a_copy = of_a_copy
        self.faults: list[Fault] = []
        self.tree = merkle.Frontier()
        self.expired = 0
        self.checkpoints = self._read_checkpoints()
        self.size = self.checkpoints[-1].size if self.checkpoints else 0
        self.upto = self._expired_upto()

    def run(self) -> Report:
        heads = {checkpoint.size: checkpoint for checkpoint in self.checkpoints}
        for start in range(0, self.size, CHUNK):
            self._check_chunk(start, min(start + CHUNK, self.size), heads)
        self._check_surplus()
        waiting = self._check_waiting()
        self.faults += anchor.faults(of_a_copy=self.of_a_copy)
        return Report(
            sealed=self.size,
            waiting=waiting,
            expired=self.expired,
            checkpoints=len(self.checkpoints),
            anchored=anchor.lines(),
            faults=tuple(self.faults[:SHOWN]),
        )

    def fault(self, what: str, where: object) -> None:
        self.faults.append(Fault(what, str(where)))

    def _read_checkpoints(self) -> list[Checkpoint]:
        """All of them, each signed, numbered without a gap, each larger than the one before."""
        found, size = [], 0
        for number, checkpoint in enumerate(self._readable(Checkpoint.objects.order_by("number")), 1):
            if not checkpoints.is_signed(checkpoint, keys.verifying_key()):
                self.fault("a checkpoint was not signed by us", checkpoint)
            elif checkpoint.number != number or checkpoint.size <= size:
                self.fault("a checkpoint is missing or out of order", checkpoint)
            else:
                size = checkpoint.size
                found.append(checkpoint)
        return found

    def _expired_upto(self) -> int:
        stated = self._readable(Entry.objects.filter(kind=sealing.EXPIRED))
        return max((int(entry.facts["upto"]) for entry in stated if leaves.is_ours(entry, keys.mac_key())), default=0)

    def _check_chunk(self, start: int, end: int, heads: dict[int, Checkpoint]) -> None:
        rows = self._readable(Entry.objects.filter(leaf__gte=start, leaf__lt=end))
        entries = {entry.leaf: entry for entry in rows}
        if len(entries) < len(rows):
            self.fault("two entries claim one leaf", f"{start}-{end}")
        stored = self._hashes([merkle.position(0, leaf) for leaf in range(start, end)])
        made: dict[int, bytes] = {}
        for leaf in range(start, end):
            made.update(self.tree.add(self._leaf(leaf, entries.get(leaf), stored)))
            if head := heads.get(self.tree.size):
                self._check_head(head)
        kept = stored | self._hashes([place for place in made if place & 1])
        for place, digest in made.items():
            if kept.get(place) != digest:
                self.fault("a node of the tree was changed or removed", place)

    def _leaf(self, leaf: int, entry: Entry | None, stored: dict[int, bytes]) -> bytes:
        known = stored.get(merkle.position(0, leaf), b"")
        if entry is not None:
            digest = sealing.leaf_hash(entry)
            if digest != known:
                self.fault("an entry was changed", f"leaf {leaf}, entry {entry.pk}")
            return digest
        if leaf < self.upto:
            self.expired += 1
        else:
            self.fault("an entry was removed", f"leaf {leaf}")
        return known

    def _check_head(self, head: Checkpoint) -> None:
        if self.tree.root().hex() != head.root:
            self.fault("the tree is not what was signed", head)

    def _hashes(self, places: list[int]) -> dict[int, bytes]:
        return {place: _bytes(node.hash) for place, node in Node.objects.in_bulk(places).items()}

    def _check_surplus(self) -> None:
        """Nothing beyond what the last checkpoint signed."""
        if count := Entry.objects.filter(Q(leaf__gte=self.size) | Q(leaf__lt=0)).count():
            self.fault("sealed beyond the last checkpoint", f"{count} entries")
        if (count := Node.objects.count()) != merkle.node_count(self.size):
            self.fault("nodes were added or removed", f"{count} instead of {merkle.node_count(self.size)}")
        for nonce in Entry.objects.values("nonce").annotate(n=Count("pk")).filter(n__gt=1)[:SHOWN]:
            self.fault("an entry was copied", f"nonce {nonce['nonce']}")

    def _check_waiting(self) -> int:
        count = 0
        for entry in self._readable(Entry.objects.filter(leaf=None).order_by("pk")):
            count += 1
            if not leaves.is_ours(entry, keys.mac_key()):
                self.fault("an entry was not written by this application, or was changed", f"entry {entry.pk}")
        return count

    def _readable(self, rows: QuerySet[Row]) -> list[Row]:
        """The rows; one that cannot even be read is a fault, not the end of the check."""
        try:
            return list(rows)
        except Exception:  # noqa: BLE001  a value of the wrong kind raises what it likes
            return list(self._one_by_one(rows))

    def _one_by_one(self, rows: QuerySet[Row]) -> Iterator[Row]:
        for pk in rows.values_list("pk", flat=True):
            try:
                yield rows.get(pk=pk)
            except Exception:  # noqa: BLE001  likewise
                self.fault("a row is unreadable", f"{rows.model.__name__} {pk}")


def _bytes(stored: object) -> bytes:
    """A binary column's content; SQLite lets anything stand there."""
    return bytes(stored) if isinstance(stored, bytes | memoryview) else b""


def verify(*, of_a_copy: bool = False) -> Report:
    """Check everything; takes time in proportion to the ledger. An anchor may know more than a copy."""
    return Verification(of_a_copy=of_a_copy).run()


def newest_faults(*, entries: int = 200) -> list[Fault]:
    """Check the last checkpoint, the right edge of its tree, its anchored line, and the newest entries."""
    found = []
    last = Checkpoint.objects.order_by("-number").first()
    try:
        sealing.frontier(last)
    except LedgerBroken as broken:
        found.append(Fault("the newest checkpoint is not borne out", str(broken)))
    rows = list(Entry.objects.order_by("-pk")[:entries])
    stored = Node.objects.in_bulk([merkle.position(0, one.leaf) for one in rows if one.leaf is not None])
    for one in rows:
        node = stored.get(merkle.position(0, one.leaf)) if one.leaf is not None else None
        sealed_so = one.leaf is None or (node is not None and _bytes(node.hash) == sealing.leaf_hash(one))
        if not leaves.is_ours(one, keys.mac_key()) or not sealed_so:
            found.append(Fault("an entry was changed", f"entry {one.pk}"))
    sealed = max((one.leaf for one in rows if one.leaf is not None), default=-1)
    if last is not None and rows and sealed >= 0 and sealed != last.size - 1:
        found.append(Fault("the newest entry is not the last leaf that was signed", f"leaf {sealed} of {last.size}"))
    if anchor.newest() > (last.number if last else 0):
        found.append(Fault("anchored, but not in the database: the tail was cut", f"checkpoint {anchor.newest()}"))
    return found
