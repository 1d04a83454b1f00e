"""How erasures stand, and what law keeps."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from privacy.datamap.types import Declaration, Text
from privacy.erasure import removing, treatment
from privacy.erasure.models import Erasure, RestoreProof
from privacy.erasure.types import Fault, Kept, Progress, Proof, Step, Tried


def kept(person_ids: Iterable[uuid.UUID], *, at: dt.datetime) -> list[Kept]:
    """What law keeps of these persons after an erasure, locked: per kind of row, with the day the last of it goes."""
    return treatment.kept_by_law(person_ids, at)


def children_first() -> tuple[Declaration, ...]:
    """The declarations of models about people, each before those its rows point to: the order of deleting."""
    return removing.children_first()


def all_go(said: Declaration) -> bool:
    """Whether every row of it that is to be deleted is: nothing that lasts can ever point at one and keep it."""
    return removing.nothing_holds(said.model)


def present(person_ids: frozenset[uuid.UUID]) -> list[Declaration]:
    """The declarations these persons have rows of, children first: one query per database."""
    return treatment.present(person_ids)


def progress(reference: str) -> Progress | None:
    """How far an erasure has come; None when there is none of this reference."""
    erasure = Erasure.objects.filter(reference=reference).first()
    return _progress(erasure) if erasure else None


def kept_of(reference: str, *, at: dt.datetime) -> list[Kept]:
    """What law still keeps of whoever left under this reference: kinds of rows and days, nothing of what they say."""
    erasure = Erasure.objects.filter(reference=reference).first()
    return treatment.kept_by_law([uuid.UUID(one) for one in erasure.persons], at) if erasure else []


def finished_since(moment: dt.datetime) -> bool:
    """Whether anybody was erased since then."""
    return Erasure.objects.filter(finished_at__gte=moment).exists()


def recent(*, limit: int = 50) -> list[Progress]:
    """The newest erasures, for the staff desk."""
    return [
        _progress(erasure) for erasure in Erasure.objects.prefetch_related("receipts").order_by("-begun_at")[:limit]
    ]


def proofs(*, limit: int = 50) -> list[Proof]:
    """The newest proofs that copies can be put back without bringing anybody erased back."""
    return [_proof(row) for row in RestoreProof.objects.order_by("-at")[:limit]]


def _proof(row: RestoreProof) -> Proof:
    copies = tuple(_tried(one) for one in row.copies)
    return Proof(str(row.pk), row.at, row.seconds, copies, _words(row.fault), row.digest)


def _tried(one: dict[str, Any]) -> Tried:
    made_at = dt.datetime.fromisoformat(one["made_at"]) if one.get("made_at") else None
    counts = {name: one.get(name, 0) for name in ("people", "back", "readable")}
    return Tried(one["name"], made_at, **counts, seconds=one["seconds"], fault=_words(one["fault"]))


def _words(fault: str) -> Text:
    return Fault(fault).label if fault else ""


def _progress(erasure: Erasure) -> Progress:
    receipts = sorted(erasure.receipts.all(), key=lambda one: one.pk)
    steps = tuple(Step(one.step, one.facts, one.at) for one in receipts)
    return Progress(erasure.reference, erasure.begun_at, erasure.finished_at, steps)
