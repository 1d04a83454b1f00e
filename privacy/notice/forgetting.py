"""When somebody is erased, nobody waits for the answer to their question any more."""

import datetime as dt
import uuid
from collections.abc import Mapping

from privacy.deadlines import services as deadlines
from privacy.erasure.registry import store
from privacy.notice.models import Question


@store("notice-clocks")
def stop_clocks_of(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """End the clocks of these persons' questions."""
    subjects = [
        f"notice.question:{pk}" for pk in Question.objects.filter(person__in=person_ids).values_list("pk", flat=True)
    ]
    return {"clocks": deadlines.void(subjects=subjects, at=at)}
