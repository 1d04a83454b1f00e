"""Sealing: what waits becomes leaves of the tree, and the new head is signed. Expiry: old leaves go, hashes stay."""

import datetime as dt
import logging

from django.db import connection, transaction

from privacy.ledger import anchor, checkpoints, keys, leaves, merkle, writing
from privacy.ledger.models import Checkpoint, Entry, Node
from privacy.ledger.types import LedgerBroken

log = logging.getLogger(__name__)
BATCH = 5000
EXPIRED = "ledger.expired"
_PLACE = f'UPDATE "{Entry._meta.db_table}" SET leaf = %s WHERE id = %s'  # noqa: S608 - our own names


def seal(*, at: dt.datetime) -> int:
    """Seal everything that waits, a batch and a checkpoint at a time. Returns how many entries were sealed."""
    sealed = 0
    while batch := _seal_batch(at):
        sealed += batch
    anchor.catch_up()
    return sealed


def _seal_batch(at: dt.datetime) -> int:
    with transaction.atomic():
        last = _last_checkpoint()
        tree = frontier(last)
        entries = _waiting()
        if not entries:
            return 0
        nodes = []
        for entry in entries:
            entry.leaf = tree.size
            nodes += [Node(position=place, hash=digest) for place, digest in tree.add(leaf_hash(entry))]
        Node.objects.bulk_create(nodes, batch_size=2000)
        with connection.cursor() as cursor:  # six times as fast as an UPDATE with a CASE for each row
            cursor.executemany(_PLACE, [(entry.leaf, entry.pk) for entry in entries])
        number = last.number + 1 if last else 1
        checkpoints.sign(number=number, size=tree.size, root=tree.root(), at=at).save(force_insert=True)
        return len(entries)


def _last_checkpoint() -> Checkpoint | None:
    rows = Checkpoint.objects.order_by("-number")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.first()


def _waiting() -> list[Entry]:
    """Entries to seal, oldest first. What the application did not write is left out; `verify` shows it."""
    rows = list(Entry.unguarded.filter(leaf=None).order_by("pk")[:BATCH])
    ours = [entry for entry in rows if leaves.is_ours(entry, keys.mac_key())]
    if len(ours) < len(rows):
        log.error("%s ledger entries were not written by this application", len(rows) - len(ours))
    return ours


def frontier(last: Checkpoint | None) -> merkle.Frontier:
    """The right edge of the sealed tree. Raises LedgerBroken when it is not what was signed: nothing is built on it."""
    if last is None:
        return merkle.Frontier()
    places = [(level, index, merkle.position(level, index)) for level, index in merkle.peaks_of(last.size)]
    stored = Node.objects.in_bulk([place for _, _, place in places])
    if len(stored) < len(places):
        raise LedgerBroken("parts of the tree are missing: run `manage.py privacy ledger verify`")
    peaks = [(level, index, bytes(stored[place].hash)) for level, index, place in places]
    tree = merkle.Frontier(last.size, peaks)
    if tree.root().hex() != last.root or not checkpoints.is_signed(last, keys.verifying_key()):
        raise LedgerBroken("the tree is not what was signed: run `manage.py privacy ledger verify`")
    return tree


def leaf_hash(entry: Entry) -> bytes:
    """The hash under which an entry stands in the tree."""
    return merkle.leaf_hash(leaves.leaf_bytes(entry))


def expire(*, before: dt.datetime, at: dt.datetime) -> int:
    """Let the sealed entries older than `before` go, from the beginning up to the first that is younger."""
    younger = Entry.objects.filter(leaf__isnull=False, happened_at__gte=before).order_by("leaf").first()
    last = Checkpoint.objects.order_by("-number").first()
    upto = younger.leaf if younger else last.size if last else 0
    gone = Entry.unguarded.filter(leaf__lt=upto)
    if not upto or not gone.exists():
        return 0
    writing.write(kind=EXPIRED, about=None, facts={"upto": upto}, at=at)  # said first: half done is not tampered with
    count = 0
    while chunk := list(gone.values_list("pk", flat=True)[:BATCH]):
        Entry.unguarded.filter(pk__in=chunk).delete()
        count += len(chunk)
    return count
