"""How transfers and publications stand."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from privacy.handover import registry
from privacy.handover.models import Objection, Publication, Told, Transfer
from privacy.handover.types import Answered


def transfers() -> list[Transfer]:
    """Every transfer, newest first."""
    return list(Transfer.objects.order_by("-opened_at", "-pk"))


def transfer_called(reference: str) -> Transfer | None:
    """One transfer, or None."""
    return Transfer.objects.filter(reference=reference).first()


def checklist(transfer: Transfer) -> list[Answered]:
    """Every item of due diligence with its answer."""
    given = {one.question: one for one in transfer.answers.all()}
    return [
        Answered(one, given[one.id].words, given[one.id].at) if one.id in given else Answered(one)
        for one in registry.questions()
    ]


def told(transfer: Transfer) -> int:
    """How many were told: their notice has left and has not come back."""
    return Told.objects.filter(transfer=transfer).exclude(told_at=None).count()


def on_the_way(transfer: Transfer) -> int:
    """How many notices have not left yet."""
    return Told.objects.filter(transfer=transfer, told_at=None).exclude(way=Told.Way.NONE).count()


def paper(transfer: Transfer) -> list[uuid.UUID]:
    """Whom nothing reaches but a letter on paper: they stay here until one was sent."""
    rows = Told.objects.filter(transfer=transfer, told_at=None, way=Told.Way.NONE).order_by("pk")
    return list(rows.values_list("person_id", flat=True))


def concerning(person_ids: Iterable[uuid.UUID]) -> list[Told]:
    """The transfers these persons can still object to."""
    rows = Told.objects.filter(person__in=list(person_ids), transfer__sealed_at=None, transfer__gone_at=None)
    objected = Objection.objects.filter(transfer=OuterRef("transfer"), person=OuterRef("person"))
    return list(rows.exclude(Exists(objected)).select_related("transfer").order_by("pk"))


def last_day(transfer: Transfer, person_id: uuid.UUID) -> dt.date | None:
    """A person's own last day to object; None before their notice has left."""
    mine = Told.objects.filter(transfer=transfer, person=person_id).exclude(until=None)
    return mine.values_list("until", flat=True).first()


def objections(transfer: Transfer) -> int:
    """How many do not go along."""
    return Objection.objects.filter(transfer=transfer).count()


def publications() -> list[Publication]:
    """Every case of publication, newest first."""
    return list(Publication.objects.order_by("-opened_at", "-pk"))


def publication_called(reference: str) -> Publication | None:
    """One case, or None."""
    return Publication.objects.filter(reference=reference).first()
