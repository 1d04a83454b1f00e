"""What no row about a person reaches: the clocks of letters nobody waits to have answered any more."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from kit.prepared import prepared
from privacy.correspondence.models import Ticket
from privacy.deadlines import services as deadlines
from privacy.erasure.registry import store


@prepared(persons=frozenset)
def _clocks(*, persons: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    return Ticket.objects.filter(person__in=persons).exclude(clock="").values_list("clock")


@store("letter-clocks", of=[Ticket])
def stop_clocks_of(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """End the clocks of letters these persons will not be answered on."""
    subjects = [clock for (clock,) in _clocks(persons=person_ids)]
    return {"clocks": deadlines.void(subjects=subjects, at=at)}
