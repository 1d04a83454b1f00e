"""More places, a longer time, more people: a guess is put right without the clock being turned back."""

import datetime as dt

from django.db import transaction

from privacy.access.types import Actor
from privacy.incidents.models import Affected, Incident
from privacy.incidents.services.approval import propose_sending
from privacy.incidents.services.counting import count
from privacy.incidents.services.declaring import take
from privacy.incidents.services.remedies import help_again
from privacy.incidents.types import Misstep, Scope


def widen(
    *,
    incident: Incident,
    scope: Scope,
    by: Actor,
    at: dt.datetime,
    began_at: dt.datetime | None = None,
    ended_at: dt.datetime | None = None,
) -> int:
    """Add places and time to an incident, at any step; returns how many people that found in addition.

    Nothing is ever taken away. What was done for those counted before is done for the newly found: they are counted,
    helped, and once the notices were agreed to, another agreement is asked for, for them. Nobody hears twice.
    Raises `Misstep` for a closed incident, and when nothing would become wider.
    """
    with transaction.atomic():
        row = Incident.objects.select_for_update().get(pk=incident.pk)
        began, ended = min(row.began_at, began_at or row.began_at), max(row.ended_at, ended_at or row.ended_at)
        wider = {name: list(dict.fromkeys([*row.scope[name], *more])) for name, more in scope.as_dict().items()}
        if row.closed_at or (wider, began, ended) == (row.scope, row.began_at, row.ended_at):
            raise Misstep("nothing becomes wider, or the incident is closed")
        incident.scope, incident.began_at, incident.ended_at = wider, began, ended
        incident.save(update_fields=["scope", "began_at", "ended_at"])
        before = Affected.objects.filter(incident=incident).count()
        done = set(incident.taken.values_list("step", flat=True))
        more = (count(incident=incident, by=by, at=at) - before) if "count" in done else 0
        take(incident=incident, step="widen", by=by, at=at, facts={"found": more}, again=True)
        if more:
            _catch_up(incident, done, by, at)
    return more


def _catch_up(incident: Incident, done: set[str], by: Actor, at: dt.datetime) -> None:
    """Bring those found last to where the others are."""
    if "helping" in done:
        help_again(incident=incident, by=by, at=at)
    if "send" in done:
        Incident.objects.filter(pk=incident.pk).update(handed_over_at=None)
        incident.handed_over_at = None
        propose_sending(incident=incident, by=by, at=at)
