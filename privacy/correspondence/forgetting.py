"""What no row about a person reaches: the clocks of letters nobody waits to have answered any more."""

import datetime as dt
import uuid
from collections.abc import Mapping

from privacy.correspondence.models import Ticket
from privacy.deadlines import services as deadlines
from privacy.erasure.registry import store


@store("letter-clocks")
def stop_clocks_of(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """End the clocks of letters these persons will not be answered on."""
    subjects = Ticket.objects.filter(person__in=person_ids).exclude(clock="").values_list("clock", flat=True)
    return {"clocks": deadlines.void(subjects=list(subjects), at=at)}
