"""A package that waits must forget a person too: it is destroyed and sealed anew without them."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from kit.prepared import prepared
from privacy.erasure.registry import store
from privacy.handover.models import Told, Transfer
from privacy.handover.services.packages import take_back


@prepared(persons=frozenset)
def _waiting(*, persons: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    waiting = Transfer.objects.filter(gone_at=None).exclude(sealed_at=None)
    return waiting.filter(pk__in=Told.objects.filter(person__in=persons).values("transfer")).values_list("pk")


@store("packages", of=[Told])
def take_back_packages(person_ids: frozenset[uuid.UUID], _at: dt.datetime) -> Mapping[str, int]:
    """Packages not yet handed over that may hold the person. Whoever has one already gets a demand to erase."""
    held = _waiting(persons=person_ids)
    for (pk,) in held:
        take_back(transfer=Transfer.objects.get(pk=pk))
    return {"packages": len(held)}
