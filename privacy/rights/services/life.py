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
from privacy.rights.types import UNFINISHED, Denial, NotProved, Pending, Proof, Right, Status, WrongState
from privacy.vault import files
from privacy.vault.models import SealedFile

FRESH = dt.timedelta(minutes=15)
# Sealed on save.
WRITTEN = {"words", "question", "reply", "answer", "wanted"}


def receive(
    *, person_ids: Iterable[uuid.UUID], right: Right, language: str, at: dt.datetime, words: str = "", **said: Any
) -> Request:
    """Write down a request of a natural person, known under these numbers. Its clock runs in working days.

    `said` are further fields of the request: where it came in, what is wrong, what a complaint is about.
    """
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
            **said,
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
    with transaction.atomic():
        if request.proved_at is not None:
            raise WrongState(f"{request.reference} is proved")
        back = {"status": Status.OPEN, "reason": ""} if request.reason == Pending.IDENTITY else {}
        _change(request, set(UNFINISHED), at, proved_at=at, **back)
        deadlines.resume(subject=clocks.subject(request), at=at)


def start(*, request: Request, at: dt.datetime, runs_at: dt.datetime | None = None) -> None:
    """Begin the work, or set the hour it begins by itself. Raises `NotProved` before the identity is, where it must."""
    if not request.is_ready:
        raise NotProved(request.reference)
    _change(request, set(UNFINISHED), at, status=Status.IN_PROGRESS, runs_at=runs_at)


def fulfil(*, request: Request, at: dt.datetime, **outcome: Any) -> None:
    """The work is done. Raises `NotProved`, `WrongState`."""
    if not request.is_ready:
        raise NotProved(request.reference)
    _change(request, {Status.IN_PROGRESS}, at, status=Status.FULFILLED, closed_at=at, **outcome)


def deny(*, request: Request, because: Denial, at: dt.datetime, **outcome: Any) -> None:
    """Refuse, with the reason on record."""
    _change(request, set(UNFINISHED), at, status=Status.DENIED, reason=because, closed_at=at, **outcome)


def note(*, request: Request, at: dt.datetime, **said: Any) -> None:
    """Add what was asked or answered on the way; the request stays where it stands."""
    _change(request, set(UNFINISHED), at, **said)


def revoke(*, request: Request, at: dt.datetime) -> None:
    """The person has thought better of it."""
    _change(request, set(UNFINISHED), at, status=Status.REVOKED, closed_at=at, runs_at=None)


def wait_for_proof(*, request: Request, at: dt.datetime) -> None:
    """Nothing is done before its person has shown who they are."""
    _change(request, {Status.OPEN}, at, status=Status.IN_PROGRESS, reason=Pending.IDENTITY)


def lapse(*, request: Request, at: dt.datetime) -> None:
    """The person has not said what we waited for."""
    _change(request, set(UNFINISHED), at, status=Status.EXPIRED, reason="", closed_at=at)


def _change(request: Request, allowed: set[Status], at: dt.datetime, **values: Any) -> None:
    """Move on in one conditional UPDATE: of two who move it at once, one is told no."""
    with transaction.atomic():
        plain = {name: value for name, value in values.items() if name not in WRITTEN}
        row = Request.objects.filter(pk=request.pk, status__in=allowed)
        if not row.update(**(plain or {"reference": request.reference})):
            raise WrongState(f"{request.reference} is {request.status}")
        for name, value in values.items():
            setattr(request, name, value)
        if written := sorted(WRITTEN & values.keys()):
            request.save(update_fields=written)
        if "closed_at" in values:
            _close(request, at)
        _note(request, at)


def _close(request: Request, at: dt.datetime) -> None:
    """The clock stops; what proved a correction is of no use any more."""
    deadlines.stop(subject=clocks.subject(request), at=at)
    if request.certificates:
        files.let_go(SealedFile.objects.filter(pk__in=request.certificates))
        request.certificates = []
        request.save(update_fields=["certificates"])


def _note(request: Request, at: dt.datetime) -> None:
    proved = "proved" if request.proved_at else "unproved"
    facts = {"request": request.reference, "status": str(request.status), "identity": proved}
    ledger.append(kind=f"right.{request.right}", about=request.person_id, facts=facts, at=at)
