"""Going through the steps: all in one transaction, each receipt with its act; after a crash it goes on."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from kit.failpoints import hit
from kit.inserting import insert
from kit.prepared import prepared, setting
from privacy.erasure import compaction, steps
from privacy.erasure.models import Erasure, Receipt
from privacy.ledger import services as ledger
from privacy.vault import services as keystore


class Planned(NamedTuple):
    """An erasure that is under way."""

    id: uuid.UUID
    reference: str
    persons: tuple[uuid.UUID, ...]


class Taken(NamedTuple):
    """A step that was taken: what its receipt will say."""

    erasure_id: uuid.UUID
    step: str
    facts: steps.Facts
    at: dt.datetime


def run(reference: str, *, at: dt.datetime) -> None:
    """Bring the erasure of this reference to its end, from wherever it stopped. Doing it twice is doing it once.

    Each commit costs a flush of the disk: one among the keys, one for everything erased with its receipts. Where the
    commit itself leaves nothing behind the end is part of it; else it is a third, after compaction.
    Raises Erasure.DoesNotExist.
    """
    planned = _planned(reference=reference)
    if not planned:
        raise Erasure.DoesNotExist(reference)
    [(pk, persons, finished_at, begun)] = planned
    if finished_at is not None:
        return
    erasure = Planned(pk, reference, tuple(map(uuid.UUID, persons)))
    if begun:
        _finish(erasure, list(Receipt.objects.filter(erasure=pk)), [], steps.compacted(), at)
    else:
        _erase(erasure, steps.Leaving(frozenset(erasure.persons), at))
    hit("erasure.finished")


@prepared(reference=str)
def _planned(*, reference: str) -> "QuerySet[Any, Any]":
    begun = Exists(Receipt.objects.filter(erasure=OuterRef("pk")))
    rows = Erasure.objects.filter(reference=reference).annotate(begun=begun)
    return rows.values_list("pk", "persons", "finished_at", "begun")


def _erase(erasure: Planned, leaving: steps.Leaving) -> None:
    with transaction.atomic():
        with keystore.burial():
            receipts = _taken(erasure, steps.up_to_keys(), leaving)
        receipts += _taken(erasure, steps.after_keys(), leaving)
        if cleared := compaction.by_commit():
            _finish(erasure, [], receipts, cleared, leaving.at)
        else:
            insert(receipts, of=Receipt)
    if not cleared:  # VACUUM and checkpoints do not run inside a transaction
        _finish(erasure, receipts, [], steps.compacted(), leaving.at)


def _taken(erasure: Planned, named: Mapping[str, steps.Step], leaving: steps.Leaving) -> list[Taken]:
    receipts = []
    for name, step in named.items():
        receipts.append(Taken(erasure.id, name, dict(step(leaving)), leaving.at))
        hit(f"erasure.{name}")
    return receipts


def _finish(
    erasure: Planned, written: Sequence[Taken | Receipt], unwritten: list[Taken], cleared: steps.Facts, at: dt.datetime
) -> None:
    last = Taken(erasure.id, "compaction", dict(cleared), at)
    hit("erasure.compaction")
    with transaction.atomic(savepoint=False):
        if _end.change(erasure=erasure.id, at=at):
            insert([*unwritten, last], of=Receipt)
            facts = _counts(erasure, [*written, *unwritten, last])
            ledger.append(kind="erasure.finished", about=erasure.persons[0], facts=facts, at=at)


@prepared(setting(finished_at="at"), erasure=uuid.UUID, at=dt.datetime)
def _end(*, erasure: uuid.UUID, at: dt.datetime) -> "QuerySet[Any, Any]":
    return Erasure.objects.filter(pk=erasure, finished_at=None)


def _counts(erasure: Planned, receipts: Iterable[Taken | Receipt]) -> dict[str, int | str]:
    facts: dict[str, int | str] = {"erasure": erasure.reference}
    for receipt in receipts:
        facts[receipt.step] = sum(value for value in receipt.facts.values() if isinstance(value, int))
    return facts
