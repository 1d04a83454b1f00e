"""By when a dispute is decided."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kit.prepared import prepared
from privacy.deadlines import registry
from privacy.deadlines import services as deadlines
from privacy.deadlines.types import Kind
from privacy.erasure.registry import store
from privacy.feedback.models import Dispute

DISPUTE = Kind("feedback.dispute", _("A dispute about a promise"), days=15, warn_days=5)
registry.register(DISPUTE)


def subject(dispute: Dispute) -> str:
    """What the clock of a dispute is called."""
    return f"feedback.dispute:{dispute.pk}"


@prepared(persons=frozenset)
def _mine(*, persons: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    return Dispute.objects.filter(person__in=persons).values_list("pk")


@store("disputes", of=[Dispute])
def stop_clocks_of(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """End the clocks of disputes these persons will not be answered on."""
    subjects = [subject(Dispute(pk=pk)) for (pk,) in _mine(persons=person_ids)]
    return {"clocks": deadlines.void(subjects=subjects, at=at)}
