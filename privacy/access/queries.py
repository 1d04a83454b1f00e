"""Who opened what, and what waits for a second pair of eyes."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from privacy.access.models import Opening, Proposal


def openings_of(person_ids: Iterable[uuid.UUID]) -> QuerySet[Opening]:
    """Every opening of these persons' data, newest first."""
    return Opening.objects.filter(person__in=list(person_ids)).order_by("-at", "-pk")


def open_proposals(*, at: dt.datetime) -> QuerySet[Proposal]:
    """Proposals somebody still has to decide, oldest first."""
    return Proposal.objects.filter(decided_at=None, expires_at__gt=at).order_by("proposed_at")


def proposal_about(kind: str, subject: str, *, at: dt.datetime) -> Proposal | None:
    """The open proposal of this kind about one thing."""
    return open_proposals(at=at).filter(kind=kind, subject=subject).first()
