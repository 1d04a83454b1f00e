"""Going through the steps: each group in one transaction, each receipt with its act; after a crash it goes on."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from kit.failpoints import hit
from privacy.erasure import steps
from privacy.erasure.models import Erasure, Receipt
from privacy.ledger import services as ledger


def run(erasure: Erasure, *, at: dt.datetime) -> None:
    """Bring an erasure to its end, from wherever it stopped. Doing it twice is doing it once."""
    persons = frozenset(uuid.UUID(one) for one in erasure.persons)
    done = set(erasure.receipts.values_list("step", flat=True))
    for group in steps.groups():
        left = {name: step for name, step in group.items() if name not in done}
        if "compaction" in left:
            _run(erasure, left, persons, at)  # VACUUM and checkpoints do not run inside a transaction
        elif left:
            with transaction.atomic():
                _run(erasure, left, persons, at)
    with transaction.atomic():
        if Erasure.objects.filter(pk=erasure.pk, finished_at=None).update(finished_at=at):
            ledger.append(kind="erasure.finished", about=persons_first(erasure), facts=_counts(erasure), at=at)
    hit("erasure.finished")


def _run(erasure: Erasure, left: Mapping[str, steps.Step], persons: frozenset[uuid.UUID], at: dt.datetime) -> None:
    for name, step in left.items():
        facts = dict(step(persons, at))
        Receipt.objects.update_or_create(erasure=erasure, step=name, defaults={"facts": facts, "at": at})
        hit(f"erasure.{name}")


def persons_first(erasure: Erasure) -> uuid.UUID:
    """The number under which evidence of this erasure is filed."""
    return uuid.UUID(erasure.persons[0])


def _counts(erasure: Erasure) -> dict[str, int | str]:
    facts: dict[str, int | str] = {"erasure": erasure.reference}
    for step, counts in erasure.receipts.values_list("step", "facts"):
        facts[step] = sum(value for value in counts.values() if isinstance(value, int))
    return facts
