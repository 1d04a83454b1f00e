"""The report to the authorities, and what was learned."""

import datetime as dt
import hashlib
import json

from django.db import transaction

from privacy.access.types import Actor
from privacy.incidents import queries
from privacy.incidents.models import Incident
from privacy.incidents.services.declaring import take
from privacy.incidents.services.drill import end_drill
from privacy.incidents.types import Misstep


def report(*, incident: Incident, by: Actor, at: dt.datetime) -> str:
    """Note that the report of these facts went to the authorities; returns the facts' SHA-256, put on the ledger."""
    facts = queries.report(incident)
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
    with transaction.atomic():
        if take(incident=incident, step="report", by=by, at=at, facts={"sha256": digest}):
            incident.report_digest = digest
            incident.save(update_fields=["report_digest"])
    return digest


def learn(*, incident: Incident, lessons: str, by: Actor, at: dt.datetime) -> None:
    """Write down what was learned and close the incident; a drill's made-up people go.

    Raises `Misstep` while notices are under way or the report is not made.
    """
    done = set(incident.taken.values_list("step", flat=True))
    if not {"handed-over", "report"} <= done:
        raise Misstep("people and authorities come first")
    with transaction.atomic():
        incident.lessons, incident.closed_at = lessons, at
        incident.save(update_fields=["lessons", "closed_at"])
        take(incident=incident, step="lessons", by=by, at=at)
        if incident.drill:
            end_drill(incident=incident, at=at)
