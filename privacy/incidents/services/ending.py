"""What was learned."""

import datetime as dt

from django.db import transaction

from privacy.access.types import Actor
from privacy.incidents.models import Incident
from privacy.incidents.services.declaring import take
from privacy.incidents.services.drill import end_drill
from privacy.incidents.types import Misstep


def learn(*, incident: Incident, lessons: str, by: Actor, at: dt.datetime) -> None:
    """Write down what was learned and close the incident; a drill's made-up people go.

    Raises `Misstep` while notices are under way or the report is not made.
    """
    done = set(incident.taken.values_list("step", flat=True))
    incident.refresh_from_db(fields=["handed_over_at"])
    if not {"handed-over", "report"} <= done or incident.handed_over_at is None:
        raise Misstep("people and authorities come first")
    with transaction.atomic():
        incident.lessons, incident.closed_at = lessons, at
        incident.save(update_fields=["lessons", "closed_at"])
        take(incident=incident, step="lessons", by=by, at=at)
        if incident.drill:
            end_drill(incident=incident, at=at)
