"""Deletion: nothing outstanding, identity proved, seven days to think again or none, then everywhere at once."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_noop

from privacy.erasure import services as erasure
from privacy.rights import queries
from privacy.rights.models import Request
from privacy.rights.services import letters, life
from privacy.rights.types import Blocked, Proof, Right, Status
from privacy.vault.services import end_sessions

COOL_OFF = dt.timedelta(days=7)
# Time for the last mail to leave before its address is forgotten.
LAST_MAIL = dt.timedelta(seconds=15)


def ask(*, proof: Proof, language: str, at: dt.datetime) -> Request:
    """Ask for deletion after the cool-off. Raises `Blocked` while something is outstanding, `NotProved`."""
    _refuse_if_blocked(proof.person_ids, at)
    with transaction.atomic():
        request = life.receive(person_ids=proof.person_ids, right=Right.DELETION, language=language, at=at)
        life.prove(request=request, proof=proof, at=at)
        schedule(request=request, at=at)
    return request


def schedule(*, request: Request, at: dt.datetime) -> None:
    """Have a proved request carried out after the cool-off. Raises `Blocked`, `NotProved`."""
    _refuse_if_blocked(frozenset(life.persons_of(request)), at)
    with transaction.atomic():
        life.start(request=request, at=at, runs_at=at + COOL_OFF)
        letters.write(request, "scheduled", gettext_noop("Your data will be deleted"), {"when": at + COOL_OFF}, at)


def delete_now(*, request: Request, at: dt.datetime) -> str:
    """Delete at once, or when the cool-off has ended. Returns the erasure's reference; it finishes by itself.

    Raises `Blocked`, or `WrongState` when the request was cancelled or carried out meanwhile.
    """
    persons = frozenset(life.persons_of(request))
    _refuse_if_blocked(persons, at)
    with transaction.atomic():
        life.fulfil(request=request, at=at, runs_at=None)
        reference = erasure.begin(person_ids=persons, at=at, run_at=at + LAST_MAIL)
        letters.write(request, "last", gettext_noop("Your data is being deleted"), {"reference": reference}, at)
        end_sessions(persons)
    return reference


def run_due(*, at: dt.datetime) -> int:
    """Carry out every deletion whose cool-off has ended; what is blocked waits. Returns how many were carried out."""
    count = 0
    for request in Request.objects.filter(right=Right.DELETION, status=Status.IN_PROGRESS, runs_at__lte=at):
        try:
            delete_now(request=request, at=at)
        except Blocked:
            continue
        count += 1
    return count


def _refuse_if_blocked(persons: frozenset[uuid.UUID], at: dt.datetime) -> None:
    if reasons := queries.reasons_to_wait(persons, at=at):
        raise Blocked(*reasons)
