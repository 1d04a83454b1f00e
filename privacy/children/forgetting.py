"""When a guardian is erased, nobody waits for the answer any more."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from kit.prepared import prepared
from privacy.children.clocks import subject
from privacy.children.models import GuardianRequest
from privacy.deadlines import services as deadlines
from privacy.erasure.registry import store


@prepared(persons=frozenset)
def _mine(*, persons: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    return GuardianRequest.objects.filter(person__in=persons).values_list("pk")


@store("guardians-clocks", of=[GuardianRequest])
def stop_clocks_of(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """End the clocks of these guardians' requests."""
    subjects = [subject(GuardianRequest(pk=pk)) for (pk,) in _mine(persons=person_ids)]
    return {"clocks": deadlines.void(subjects=subjects, at=at)}
