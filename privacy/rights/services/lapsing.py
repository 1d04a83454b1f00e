"""Waiting for the person: reminded after a week, ended with a notice after a month, never in silence."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.deadlines import queries as deadlines
from privacy.rights import clocks
from privacy.rights.models import Request
from privacy.rights.services import letters, life
from privacy.rights.types import UNFINISHED, WrongState

REMINDED = dt.timedelta(days=7)
REMINDER = Actor.system("rights reminders")
LONGEST = dt.timedelta(days=30)


def expire(*, at: dt.datetime) -> int:
    """End what has waited a month for its person, to show who they are or to answer us, and tell them; remind them
    before. What needs no proof never waits for one. Returns how many ended."""
    return sum(_look_at(request, since, at) for request, since in _waiting())


def _waiting() -> list[tuple[Request, dt.datetime]]:
    """Requests that wait for their person, each with the instant since when."""
    rows = list(Request.objects.filter(status__in=UNFINISHED, runs_at=None).order_by("received_at", "pk"))
    known = deadlines.clocks([clocks.subject(one) for one in rows])
    paused = {one.pk: clock.paused_at for one in rows if (clock := known.get(clocks.subject(one)))}
    since = [(one, paused.get(one.pk) or (None if one.is_ready else one.received_at)) for one in rows]
    return [(one, instant) for one, instant in since if instant]


def _look_at(request: Request, since: dt.datetime, at: dt.datetime) -> bool:
    if at - since > LONGEST:
        return _end(request, at)
    if at - since > REMINDED:
        _remind(request, since, at)
    return False


def _end(request: Request, at: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            life.lapse(request=request, at=at)
            letters.write(request, "lapsed", gettext_noop("Your request has ended"), {}, at)
    except WrongState:  # they have answered this very moment
        return False
    return True


def _remind(request: Request, since: dt.datetime, at: dt.datetime) -> None:
    """Once for each time we wait."""
    fresh = Request.objects.filter(pk=request.pk, status__in=UNFINISHED)
    fresh = fresh.filter(reminded_at=None) | fresh.filter(reminded_at__lt=since)
    with transaction.atomic(), acting(ANSWER_RIGHTS, by=REMINDER, at=at, reason=request.reference):
        if fresh.update(reminded_at=at):
            said = {"ends_on": (since + LONGEST).date(), "question": request.question or ""}
            letters.write(request, "reminder", gettext_noop("We still wait for a word from you"), said, at)
