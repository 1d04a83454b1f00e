"""The package for the receiver: who was told and did not object, no field beyond the purposes that pass."""

import datetime as dt
import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from kit.chunks import in_chunks
from kit.failpoints import hit
from kit.jobs.services import enqueue
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap import queries as datamap
from privacy.datamap.types import Declaration, Purpose
from privacy.handover import sealed_box
from privacy.handover.models import Told, Transfer
from privacy.handover.services.objecting import objectors
from privacy.handover.services.packages import package_path
from privacy.handover.services.telling import confirm
from privacy.handover.types import NotAllowed
from privacy.ledger import services as ledger
from privacy.people import queries as people
from privacy.people.models import Person
from privacy.sharing.services import note_passages
from privacy.vault import services as vault
from privacy.vault.sealed import Sealed
from privacy.vault.types import KeyGone

CHUNK = 200


@dataclass(slots=True)
class Count:
    """What went into a package."""

    rows: int = 0
    fields: dict[uuid.UUID, set[str]] = field(default_factory=dict)


def seal(*, transfer: Transfer, at: dt.datetime) -> None:
    """Write the package, whole or not at all. Raises `NotAllowed` before the time to object is over, or when done.

    Killed in between, it leaves a half file that the next run writes anew. Somebody who objects while it is written is
    left out: it is written again.
    """
    refuse_too_early(transfer, at)
    path = package_path(transfer)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    while True:
        left_out, count = objectors(transfer), Count()
        digest = _write(path.with_suffix(".part"), transfer, left_out, count, at)
        hit("handover.written")
        if _finish(transfer, path, left_out, count, digest, at):
            return


def begin_sealing(*, transfer: Transfer, approval: str, at: dt.datetime) -> None:
    """Have the package written in the background. `approval` is the reference of the second person's consent.

    Raises `NotAllowed` as `seal` does, and while it is being written.
    """
    refuse_too_early(transfer, at)
    with transaction.atomic():
        if not Transfer.objects.filter(pk=transfer.pk, sealing_at=None, sealed_at=None).update(sealing_at=at):
            raise NotAllowed(_("The package is being written."))
        facts = {"transfer": transfer.reference, "approval": approval}
        ledger.append(kind="transfer.sealing", about=None, facts=facts, at=at)
        enqueue("handover.seal", args={"reference": transfer.reference}, at=at)


def hand_over(*, transfer: Transfer, by: Actor, at: dt.datetime) -> None:
    """Note that the receiver has the package; ours is destroyed. Raises `NotAllowed` when there is none."""
    with transaction.atomic():
        ready = Transfer.objects.filter(pk=transfer.pk, gone_at=None).exclude(sealed_at=None)
        if not ready.update(gone_at=at, gone_by=by.id):
            raise NotAllowed(_("There is no package to hand over."))
        facts = {"transfer": transfer.reference, "sha256": transfer.sha256, "by": by.id}
        ledger.append(kind="transfer.handed-over", about=None, facts=facts, at=at)
        transaction.on_commit(lambda: package_path(transfer).unlink(missing_ok=True))


def fetch_package(*, transfer: Transfer, by: Actor, at: dt.datetime) -> Path:
    """Where the sealed package lies, for whoever carries it to the receiver; on record. Raises `NotAllowed` without."""
    if transfer.sealed_at is None or transfer.gone_at is not None:
        raise NotAllowed(_("There is no package to hand over."))
    facts = {"transfer": transfer.reference, "sha256": transfer.sha256, "by": by.id}
    ledger.append(kind="transfer.fetched", about=None, facts=facts, at=at)
    return package_path(transfer)


def refuse_too_early(transfer: Transfer, at: dt.datetime) -> None:
    """Raise `NotAllowed` before the time to object is over, or when the package is sealed."""
    confirm(transfer=transfer)
    until = transfer.objections_until
    if transfer.told_at is None or until is None or at.date() <= until:
        raise NotAllowed(_("The time to object is not over."))
    if transfer.sealed_at is not None:
        raise NotAllowed(_("The package is sealed already."))


def _write(half: Path, transfer: Transfer, left_out: set[uuid.UUID], count: Count, at: dt.datetime) -> str:
    digest = hashlib.sha256()
    with half.open("wb") as out:
        for chunk in sealed_box.seal(_lines(transfer, left_out, count, at), bytes.fromhex(transfer.public_key)):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _finish(
    transfer: Transfer, path: Path, left_out: set[uuid.UUID], count: Count, digest: str, at: dt.datetime
) -> bool:
    """Put the package in place and on record; False when somebody has objected meanwhile."""
    with transaction.atomic():
        Transfer.objects.select_for_update().get(pk=transfer.pk)
        if objectors(transfer) != left_out:
            return False
        sealed = {"sealed_at": at, "people": len(count.fields), "rows": count.rows, "sha256": digest}
        Transfer.objects.filter(pk=transfer.pk, sealed_at=None).update(**sealed)
        note_passages(
            recipient=transfer.reference, country=transfer.country, purpose="transfer", fields=count.fields, at=at
        )
        facts: dict[str, str | int] = {
            "transfer": transfer.reference,
            "people": len(count.fields),
            "rows": count.rows,
            "left-out": len(left_out),
            "sha256": digest,
        }
        ledger.append(kind="transfer.sealed", about=None, facts=facts, at=at)
        path.with_suffix(".part").replace(path)
    return True


def _lines(transfer: Transfer, left_out: set[uuid.UUID], count: Count, at: dt.datetime) -> Iterator[bytes]:
    purposes = [datamap.purpose(one) for one in transfer.purposes]
    last = uuid.UUID(int=0)
    # Whoever came later was not asked, and whose notice never left, or came back, was not told: they stay.
    told = Told.objects.filter(transfer=transfer, until__lt=at.date()).exclude(told_at=None).values("person")
    living = Person.objects.filter(merged_into=None, erased_at=None, pk__in=told)
    while chunk := list(living.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        last = chunk[-1]
        for person_id in chunk:
            if person_id not in left_out:
                yield from _of(person_id, purposes, transfer, count, at)


def _of(
    person_id: uuid.UUID, purposes: list[Purpose], transfer: Transfer, count: Count, at: dt.datetime
) -> Iterator[bytes]:
    """Every row of one person with the fields of each purpose, one JSON object a line."""
    mine = people.identities(person_id)
    for purpose in purposes:
        with acting(purpose, by=Actor.system(f"transfer {transfer.reference}"), at=at):
            vault.prepare(mine)
            for said in datamap.about_people():
                names = [name for name, one in said.personal.items() if purpose in one.for_]
                chunks = in_chunks(datamap.rows_about(said, mine), CHUNK) if names else ()
                for row in chain.from_iterable(chunks):
                    values = _plain(said, row, names)
                    if not values:
                        continue
                    count.rows += 1
                    count.fields.setdefault(person_id, set()).update(f"{said.label}.{name}" for name in values)
                    line = {"person": str(person_id), "purpose": purpose.id, "kind": said.label, "fields": values}
                    yield json.dumps(line, cls=DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n"


def _plain(said: Declaration, row: Any, names: list[str]) -> dict[str, Any]:
    found = {}
    for name in names:
        value = getattr(row, name)
        if isinstance(value, Sealed):
            try:
                value = value.reveal()
            except (KeyGone, PermissionError):  # expired, or without consent: it does not pass
                continue
        if value not in (None, ""):
            found[name] = str(value) if isinstance(value, uuid.UUID) else value
    return found
