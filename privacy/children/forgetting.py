"""When a guardian is erased, nobody waits for the answer any more."""

import datetime as dt
import uuid
from collections.abc import Mapping

from privacy.children.clocks import subject
from privacy.children.models import GuardianRequest
from privacy.deadlines import services as deadlines
from privacy.erasure.registry import store


@store("guardians-clocks")
def stop_clocks_of(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """End the clocks of these guardians' requests."""
    subjects = [subject(one) for one in GuardianRequest.objects.filter(person__in=person_ids)]
    return {"clocks": deadlines.void(subjects=subjects, at=at)}
