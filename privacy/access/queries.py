"""Who opened what."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from privacy.access.models import Opening


def openings_of(person_ids: Iterable[uuid.UUID]) -> QuerySet[Opening]:
    """Every opening of these persons' data, newest first."""
    return Opening.objects.filter(person__in=list(person_ids)).order_by("-at", "-pk")
