"""Erasing a person."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction

from kit.failpoints import hit
from kit.ids import reference
from kit.inserting import insert
from kit.jobs.services import enqueue
from privacy.erasure import plan
from privacy.erasure.models import Erasure
from privacy.erasure.proving import place
from privacy.ledger import services as ledger
from privacy.people import queries as people

# A job that died is taken over by its lease; this is for erasures whose job was lost or given up.
FORGOTTEN = dt.timedelta(minutes=10)


def begin(
    *, person_ids: Iterable[uuid.UUID], at: dt.datetime, run_at: dt.datetime | None = None, replayed: bool = False
) -> str:
    """Write the plan to erase these persons, with everybody they are one with, and have it run in the background.

    It starts at `run_at` (default: at once) and is written in the caller's transaction. Returns the reference under
    which its progress can be read.
    """
    with transaction.atomic():
        erasure = _planned(person_ids, at, replayed=replayed)
        enqueue(
            "erasure.run",
            args={"reference": erasure.reference},
            key=f"erasure:{erasure.reference}",
            at=at,
            run_at=run_at,
        )
    hit("erasure.begun")
    return erasure.reference


def _planned(person_ids: Iterable[uuid.UUID], at: dt.datetime, *, replayed: bool = False) -> Erasure:
    persons = sorted({str(one) for person_id in person_ids for one in people.all_of_one(person_id)})
    with transaction.atomic(savepoint=False):
        erasure = Erasure(reference=reference("E"), persons=persons, begun_at=at, replayed=replayed)
        insert([erasure])
        kind = "erasure.replayed" if replayed else "erasure.begun"
        ledger.append(kind=kind, about=uuid.UUID(persons[0]), facts={"erasure": erasure.reference}, at=at)
    return erasure


def run(*, reference: str, at: dt.datetime) -> None:
    """Go on with an erasure until it is finished; nothing when it is. To be called outside of any transaction."""
    erasure = Erasure.objects.get(reference=reference)
    if erasure.finished_at is None:
        plan.run(erasure, at=at)
    place.clear_left()  # a proof of restores that was killed may have left a copy of their keys


def erase(*, person_id: uuid.UUID, at: dt.datetime) -> str:
    """Erase a person here and now: as `begin`, then `run` do, without a job. Returns the reference.

    Where the process dies meanwhile, `resume` goes on.
    """
    made = _planned([person_id], at)
    hit("erasure.begun")
    plan.start(made, at=at)
    place.clear_left()
    return made.reference


def resume(*, at: dt.datetime) -> int:
    """Finish every erasure nobody has been working on for a while. Returns how many."""
    waiting = list(Erasure.objects.filter(finished_at=None, begun_at__lt=at - FORGOTTEN).order_by("begun_at"))
    for erasure in waiting:
        plan.run(erasure, at=at)
    return len(waiting)
