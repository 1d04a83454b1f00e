"""Going through the steps: all in one transaction, each receipt with its act; after a crash it goes on."""

import datetime as dt
import uuid

from django.db import transaction

from kit.failpoints import hit
from privacy.erasure import steps
from privacy.erasure.models import Erasure, Receipt
from privacy.ledger import services as ledger


def run(erasure: Erasure, *, at: dt.datetime) -> None:
    """Bring an erasure to its end, from wherever it stopped. Doing it twice is doing it once.

    Three commits in the main database, as each costs a flush of the disk: the plan, everything erased with its
    receipts, the end.
    """
    persons = frozenset(uuid.UUID(one) for one in erasure.persons)
    if not erasure.receipts.exists():
        with transaction.atomic():
            for name, step in steps.in_order().items():
                _receipt(erasure, name, step(persons, at), at)
                hit(f"erasure.{name}")
    facts = steps.compacted(persons, at)  # VACUUM and checkpoints do not run inside a transaction
    hit("erasure.compaction")
    with transaction.atomic():
        if Erasure.objects.filter(pk=erasure.pk, finished_at=None).update(finished_at=at):
            _receipt(erasure, "compaction", facts, at)
            ledger.append(kind="erasure.finished", about=persons_first(erasure), facts=_counts(erasure), at=at)
    hit("erasure.finished")


def _receipt(erasure: Erasure, name: str, facts: steps.Facts, at: dt.datetime) -> None:
    Receipt.objects.create(erasure=erasure, step=name, facts=dict(facts), at=at)


def persons_first(erasure: Erasure) -> uuid.UUID:
    """The number under which evidence of this erasure is filed."""
    return uuid.UUID(erasure.persons[0])


def _counts(erasure: Erasure) -> dict[str, int | str]:
    facts: dict[str, int | str] = {"erasure": erasure.reference}
    for step, counts in erasure.receipts.values_list("step", "facts"):
        facts[step] = sum(value for value in counts.values() if isinstance(value, int))
    return facts
