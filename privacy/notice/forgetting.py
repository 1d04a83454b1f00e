"""When somebody is erased, nobody waits for the answer to their question any more."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from kit.prepared import prepared
from privacy.deadlines import services as deadlines
from privacy.erasure.registry import store
from privacy.notice.models import Question


@prepared(persons=frozenset)
def _mine(*, persons: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    return Question.objects.filter(person__in=persons).values_list("pk")


@store("notice-clocks", of=[Question])
def stop_clocks_of(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """End the clocks of these persons' questions."""
    subjects = [f"notice.question:{pk}" for (pk,) in _mine(persons=person_ids)]
    return {"clocks": deadlines.void(subjects=subjects, at=at)}
