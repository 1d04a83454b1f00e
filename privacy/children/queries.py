"""What waits at the desk, and what is left of children who were here."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from privacy.children.models import GuardianRequest, Suspicion, Trace


def suspicions() -> QuerySet[Any]:
    """What waits for a person to look, oldest first."""
    rows: QuerySet[Any] = Suspicion.objects.filter(decided_at=None).order_by("found_at")
    return rows


def suspicion(reference: str) -> Suspicion | None:
    """One of them."""
    found: Suspicion | None = Suspicion.objects.filter(reference=reference).first()
    return found


def requests() -> QuerySet[Any]:
    """Guardians' requests that wait, oldest first."""
    rows: QuerySet[Any] = GuardianRequest.objects.filter(decided_at=None).order_by("received_at")
    return rows


def request(reference: str) -> GuardianRequest | None:
    """One of them."""
    found: GuardianRequest | None = GuardianRequest.objects.filter(reference=reference).first()
    return found


def waiting() -> int:
    """How much waits at the desk."""
    return int(suspicions().count()) + int(requests().count())


def neglected(*, at: dt.datetime, longer_than: dt.timedelta) -> int:
    """How many suspicions nobody has looked at for so long."""
    return int(suspicions().filter(found_at__lt=at - longer_than).count())


def traces() -> QuerySet[Trace]:
    """Where children's data had come from, newest first."""
    return Trace.objects.order_by("-decided_at")
