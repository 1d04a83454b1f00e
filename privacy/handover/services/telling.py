"""Telling everybody that the studio changes hands: by mail, else by text, else by letter; told is who it left for."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kit.failpoints import hit
from kit.jobs.services import enqueue
from privacy.access.types import Actor
from privacy.handles import queries as handles
from privacy.handles.types import Kind
from privacy.handover.models import Told, Transfer
from privacy.handover.services.letters import key_of, write
from privacy.handover.services.packages import take_back
from privacy.handover.services.transferring import unanswered
from privacy.handover.types import NotAllowed
from privacy.ledger import services as ledger
from privacy.people.models import Person
from privacy.sharing import queries as sharing

# Fifteen whole days after the day on which the notice left for that person.
FULL_DAYS = 15
# A letter on paper is on its way for some days more.
PAPER_DAYS = 10
CHUNK = 200


def begin_telling(*, transfer: Transfer, approval: str, at: dt.datetime) -> None:
    """Have everybody written to. `approval` is the reference of the second person's consent.

    Raises `NotAllowed` while an item of due diligence is unanswered, or when it has begun.
    """
    refuse_untold(transfer)
    with transaction.atomic():
        if not Transfer.objects.filter(pk=transfer.pk, telling_at=None).update(telling_at=at):
            raise NotAllowed(_("Everybody is being written to already."))
        facts = {"transfer": transfer.reference, "approval": approval}
        ledger.append(kind="transfer.telling", about=None, facts=facts, at=at)
        enqueue("handover.tell", args={"reference": transfer.reference}, key=f"tell:{transfer.reference}", at=at)


def refuse_untold(transfer: Transfer) -> None:
    """Raise `NotAllowed` where nobody may be written to: a question is open, or it has begun."""
    if unanswered(transfer):
        raise NotAllowed(_("Every question has to be answered first."))
    if transfer.telling_at is not None:
        raise NotAllowed(_("Everybody is being written to already."))


def tell(*, reference: str, at: dt.datetime) -> None:
    """Write to everybody who was not yet; a killed run goes on where it stopped, and nobody is written to twice.

    Being written to is not being told: see `confirm`.
    """
    transfer = Transfer.objects.get(reference=reference)
    if transfer.telling_at is None or transfer.told_at is not None:
        return
    while chunk := _unwritten(transfer):
        for person_id in chunk:
            with transaction.atomic():
                row = Told(transfer=transfer, person_id=person_id, at=at, way=way_to(person_id))
                Told.objects.bulk_create([row], ignore_conflicts=True)
                write(transfer, person_id, row.way, last_day(row.way, at), at=at)
            hit("handover.telling")
    with transaction.atomic():
        if Transfer.objects.filter(pk=transfer.pk, told_at=None).update(told_at=at):
            rows = Told.objects.filter(transfer=transfer)
            facts: dict[str, str | int] = {
                "transfer": reference,
                "people": rows.count(),
                "paper": rows.filter(way=Told.Way.NONE).count(),
            }
            ledger.append(kind="transfer.told", about=None, facts=facts, at=at)


def confirm(*, transfer: Transfer) -> int:
    """Whose notice has left, and has not come back, counts as told from then; fifteen whole days are theirs.

    Returns how many that were now.
    """
    waiting = Told.objects.filter(transfer=transfer, told_at=None, way__in=[Told.Way.MAIL, Told.Way.TEXT])
    keys = {key_of(transfer, row.person_id, row.way): row for row in waiting}
    told = [(keys[key], at) for key, at in sharing.left(key_of(transfer)).items() if key in keys]
    with transaction.atomic():
        for row, at in told:
            Told.objects.filter(pk=row.pk, told_at=None).update(told_at=at, until=last_day(row.way, at))
        _set_last_day(transfer)
    return len(told)


def came_back(*, key: str, person_id: uuid.UUID, at: dt.datetime) -> None:
    """A notice has come back: its person is untold, and written to by text; where there is none, it takes a letter.

    A package that waits and may hold them is destroyed. Nothing happens for other mails.
    """
    rows = _rows_of(key, person_id)
    row = next((one for one in rows if key_of(one.transfer, one.person_id, one.way) == key), None)
    if row is None or row.transfer.gone_at is not None:
        return
    by_text = row.way == Told.Way.MAIL and _has(row.person_id, Kind.PHONE)
    row.way = Told.Way.TEXT if by_text else Told.Way.NONE
    row.told_at = row.until = None
    row.save(update_fields=["way", "told_at", "until"])
    write(row.transfer, row.person_id, row.way, last_day(row.way, at), at=at)
    _set_last_day(row.transfer)
    if row.transfer.sealed_at is not None:
        take_back(transfer=row.transfer)


def note_letter(*, transfer: Transfer, person_id: uuid.UUID, by: Actor, at: dt.datetime) -> dt.date:
    """Note that a letter on paper went to somebody nothing else reaches; returns their last day to object.

    Raises `NotAllowed` for whoever was told, was never to be, or once the package is sealed.
    """
    until = last_day(Told.Way.LETTER, at)
    with transaction.atomic():
        found = Transfer.objects.select_for_update().get(pk=transfer.pk)
        mine = Told.objects.filter(transfer=found, person=person_id, told_at=None)
        if found.sealed_at or not mine.update(way=Told.Way.LETTER, told_at=at, until=until):
            raise NotAllowed(_("This person was told already, or the package is sealed."))
        _set_last_day(found)
        facts = {"transfer": found.reference, "by": by.id}
        ledger.append(kind="transfer.letter", about=person_id, facts=facts, at=at)
    return until


def way_to(person_id: uuid.UUID) -> str:
    """By which way a person is told."""
    if _has(person_id, Kind.EMAIL):
        return Told.Way.MAIL
    return Told.Way.TEXT if _has(person_id, Kind.PHONE) else Told.Way.NONE


def last_day(way: str, at: dt.datetime) -> dt.date:
    """The last day to object for somebody whose notice leaves at `at`."""
    days = FULL_DAYS + 1 + (PAPER_DAYS if way == Told.Way.LETTER else 0)
    return at.date() + dt.timedelta(days=days)


def _has(person_id: uuid.UUID, kind: Kind) -> bool:
    return handles.newest(person_id, kind) is not None


def _rows_of(key: str, person_id: uuid.UUID) -> list[Told]:
    reference = key.split(":")[1] if key.startswith("transfer:") else ""
    rows = Told.objects.filter(transfer__reference=reference, person=person_id)
    return list(rows.select_related("transfer"))


def _set_last_day(transfer: Transfer) -> None:
    """The studio waits for whoever was told last."""
    last = Told.objects.filter(transfer=transfer).aggregate(last=Max("until"))["last"]
    Transfer.objects.filter(pk=transfer.pk).update(objections_until=last)
    transfer.objections_until = last


def _unwritten(transfer: Transfer) -> list[uuid.UUID]:
    told = Told.objects.filter(transfer=transfer).values("person")
    rows = Person.objects.filter(merged_into=None, erased_at=None).exclude(pk__in=told)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK])
