"""A further letter about a request that is open: its words go into the case, and the clock that waited runs on."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop

from privacy.correspondence.models import Letter
from privacy.deadlines import queries as deadlines
from privacy.rights import clocks
from privacy.rights.models import CaseLetter, Request
from privacy.rights.services import cases, hearing, letters, life

# Whoever answers our wish for a proof with a mail is told once a day that the button is what counts.
ONE_EACH = dt.timedelta(days=1)


def follow_up(*, request: Request, letter: Letter, said: str, at: dt.datetime) -> None:
    """Take a further letter into an open case. Staff see that it came; an answer to what we asked ends the waiting."""
    with transaction.atomic():
        hearing.take_in(request=request, letter=letter, at=at)
        clock = deadlines.clock(clocks.subject(request))
        if request.is_ready and clock is not None and clock.is_open and clock.paused_at is not None:
            cases.hear(request=request, reply=said, at=at)
            return
        life.note(request=request, at=at, wrote_at=at)
        if not request.is_ready and not _asked_lately(request, at):
            letters.write(request, "confirm", gettext_noop("Please confirm that you asked for this"), {}, at)


def _asked_lately(request: Request, at: dt.datetime) -> bool:
    ours = CaseLetter.objects.filter(request=request, letter__ours=True, letter__at__gt=at - ONE_EACH)
    return ours.exists()
