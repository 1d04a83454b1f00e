"""Erasing a person."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction

from kit import ids
from kit.failpoints import hit
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
    persons = sorted({str(one) for person_id in person_ids for one in people.all_of_one(person_id)})
    erasure = Erasure(reference=ids.reference("E"), persons=persons, begun_at=at, replayed=replayed)
    reference = erasure.reference
    with transaction.atomic(savepoint=False):
        insert([erasure])
        kind = "erasure.replayed" if replayed else "erasure.begun"
        ledger.append(kind=kind, about=uuid.UUID(persons[0]), facts={"erasure": reference}, at=at)
        enqueue("erasure.run", args={"reference": reference}, key=f"erasure:{reference}", at=at, run_at=run_at)
    hit("erasure.begun")
    return reference


def run(*, reference: str, at: dt.datetime) -> None:
    """Go on with an erasure until it is finished; nothing when it is. To be called outside of any transaction.

    Raises Erasure.DoesNotExist.
    """
    plan.run(reference, at=at)
    place.clear_left()  # a proof of restores that was killed may have left a copy of their keys


def resume(*, at: dt.datetime) -> int:
    """Finish every erasure nobody has been working on for a while. Returns how many."""
    forgotten = Erasure.objects.filter(finished_at=None, begun_at__lt=at - FORGOTTEN).order_by("begun_at")
    waiting = list(forgotten.values_list("reference", flat=True))
    for reference in waiting:
        plan.run(reference, at=at)
    return len(waiting)
