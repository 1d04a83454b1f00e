"""Whether consent stands now."""

import uuid
from collections.abc import Iterable

from privacy.consent.models import ConsentEvent
from privacy.datamap.types import Purpose


def standing(person_ids: Iterable[uuid.UUID], *, purpose: Purpose) -> set[uuid.UUID]:
    """Those of `person_ids` whose newest answer to `purpose` is yes. No answer means no. One query."""
    newest: dict[uuid.UUID, bool] = dict(
        ConsentEvent.objects.filter(person__in=list(person_ids), purpose=purpose.id)
        .order_by("id")
        .values_list("person_id", "granted")
    )
    return {person_id for person_id, granted in newest.items() if granted}


def stands(person_id: uuid.UUID, *, purpose: Purpose) -> bool:
    """Whether this person's consent to `purpose` stands now."""
    return person_id in standing([person_id], purpose=purpose)
