"""Going through the steps: all in one transaction, each receipt with its act; after a crash it goes on."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from kit.failpoints import hit
from privacy.erasure import compaction, steps
from privacy.erasure.models import Erasure, Receipt
from privacy.ledger import services as ledger
from privacy.vault import services as keystore


def run(erasure: Erasure, *, at: dt.datetime) -> None:
    """Bring an erasure to its end, from wherever it stopped. Doing it twice is doing it once.

    Each commit costs a flush of the disk: one among the keys, one for everything erased with its receipts. Where the
    commit itself leaves nothing behind the end is part of it; else it is a third, after compaction.
    """
    persons = frozenset(uuid.UUID(one) for one in erasure.persons)
    if erasure.receipts.exists() or not _erase(erasure, persons, at):
        _finish(erasure, persons, at)
    hit("erasure.finished")


def _erase(erasure: Erasure, persons: frozenset[uuid.UUID], at: dt.datetime) -> bool:
    """Everything but compaction. Whether none was needed, and this is the end."""
    with transaction.atomic():
        with keystore.burial():
            receipts = _taken(erasure, steps.up_to_keys(), persons, at)
        receipts += _taken(erasure, steps.after_keys(), persons, at)
        Receipt.objects.bulk_create(receipts)
        if complete := compaction.is_part_of_commit():
            _finish(erasure, persons, at)
    return complete


def _taken(
    erasure: Erasure, named: Mapping[str, steps.Step], persons: frozenset[uuid.UUID], at: dt.datetime
) -> list[Receipt]:
    receipts = []
    for name, step in named.items():
        receipts.append(Receipt(erasure=erasure, step=name, facts=dict(step(persons, at)), at=at))
        hit(f"erasure.{name}")
    return receipts


def _finish(erasure: Erasure, persons: frozenset[uuid.UUID], at: dt.datetime) -> None:
    facts = steps.compacted(persons, at)  # VACUUM and checkpoints do not run inside a transaction
    hit("erasure.compaction")
    with transaction.atomic(savepoint=False):
        if Erasure.objects.filter(pk=erasure.pk, finished_at=None).update(finished_at=at):
            Receipt.objects.create(erasure=erasure, step="compaction", facts=dict(facts), at=at)
            ledger.append(kind="erasure.finished", about=persons_first(erasure), facts=_counts(erasure), at=at)


def persons_first(erasure: Erasure) -> uuid.UUID:
    """The number under which evidence of this erasure is filed."""
    return uuid.UUID(erasure.persons[0])


def _counts(erasure: Erasure) -> dict[str, int | str]:
    facts: dict[str, int | str] = {"erasure": erasure.reference}
    for step, counts in erasure.receipts.values_list("step", "facts"):
        facts[step] = sum(value for value in counts.values() if isinstance(value, int))
    return facts
