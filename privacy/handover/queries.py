"""How transfers and publications stand."""

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
    """How many were written to."""
    return Told.objects.filter(transfer=transfer).count()


def objections(transfer: Transfer) -> int:
    """How many do not go along."""
    return Objection.objects.filter(transfer=transfer).count()


def publications() -> list[Publication]:
    """Every case of publication, newest first."""
    return list(Publication.objects.order_by("-opened_at", "-pk"))


def publication_called(reference: str) -> Publication | None:
    """One case, or None."""
    return Publication.objects.filter(reference=reference).first()
