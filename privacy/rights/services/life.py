"""The one life of every request: received, identity proved, in work, done or refused. No state skips another."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from kit.ids import reference
from privacy.deadlines import services as deadlines
from privacy.ledger import services as ledger
from privacy.rights import clocks
from privacy.rights.models import Request
from privacy.rights.types import Denial, NotProved, Proof, Right, Status, WrongState

FRESH = dt.timedelta(minutes=15)
UNFINISHED = (Status.OPEN, Status.IN_PROGRESS)


def receive(
    *, person_ids: Iterable[uuid.UUID], right: Right, language: str, at: dt.datetime, words: str = ""
) -> Request:
    """Write down a request of a natural person, known under these numbers. Its clock runs in working days."""
    persons = sorted(str(one) for one in person_ids)
    with transaction.atomic():
        request: Request = Request.objects.create(
            person_id=uuid.UUID(persons[0]),
            reference=reference("R"),
            right=right,
            persons=persons,
            language=language,
            words=words or None,
            received_at=at,
        )
        deadlines.start(subject=clocks.subject(request), kind=clocks.KINDS[right], at=at)
        _note(request, at)
    return request


def persons_of(request: Request) -> list[uuid.UUID]:
    """The numbers the request is about."""
    return [uuid.UUID(one) for one in request.persons]


def prove(*, request: Request, proof: Proof, at: dt.datetime) -> None:
    """The person has shown who they are. Raises `NotProved` for a stale proof or one of somebody else."""
    if at - proof.at > FRESH or not set(persons_of(request)) <= proof.person_ids:
        raise NotProved(request.reference)
    _change(request, {Status.OPEN}, at, proved_at=at)


def start(*, request: Request, at: dt.datetime, runs_at: dt.datetime | None = None) -> None:
    """Begin the work, or set the hour it begins by itself. Raises `NotProved` before the identity is."""
    if request.proved_at is None:
        raise NotProved(request.reference)
    _change(request, set(UNFINISHED), at, status=Status.IN_PROGRESS, runs_at=runs_at)


def fulfil(*, request: Request, at: dt.datetime, **outcome: Any) -> None:
    """The work is done."""
    _change(request, {Status.IN_PROGRESS}, at, status=Status.FULFILLED, closed_at=at, **outcome)


def deny(*, request: Request, because: Denial, at: dt.datetime) -> None:
    """Refuse, with the reason on record."""
    _change(request, set(UNFINISHED), at, status=Status.DENIED, reason=because, closed_at=at)


def revoke(*, request: Request, at: dt.datetime) -> None:
    """The person has thought better of it."""
    _change(request, set(UNFINISHED), at, status=Status.REVOKED, closed_at=at, runs_at=None)


def expire(*, at: dt.datetime) -> int:
    """Close requests whose person never proved who they are, a month after they came in. Returns how many."""
    old = Request.objects.filter(status=Status.OPEN, proved_at=None, received_at__lt=at - dt.timedelta(days=30))
    for request in old:
        _change(request, {Status.OPEN}, at, status=Status.EXPIRED, closed_at=at)
    return len(old)


def _change(request: Request, allowed: set[Status], at: dt.datetime, **values: Any) -> None:
    """Move on in one conditional UPDATE: of two who move it at once, one is told no."""
    with transaction.atomic():
        if not Request.objects.filter(pk=request.pk, status__in=allowed).update(**values):
            raise WrongState(f"{request.reference} is {request.status}")
        for name, value in values.items():
            setattr(request, name, value)
        if "closed_at" in values:
            deadlines.stop(subject=clocks.subject(request), at=at)
        _note(request, at)


def _note(request: Request, at: dt.datetime) -> None:
    proved = "proved" if request.proved_at else "unproved"
    facts = {"request": request.reference, "status": str(request.status), "identity": proved}
    ledger.append(kind=f"right.{request.right}", about=request.person_id, facts=facts, at=at)
