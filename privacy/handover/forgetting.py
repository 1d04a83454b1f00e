"""A package that waits must forget a person too: it is destroyed and sealed anew without them."""

import datetime as dt
import uuid
from collections.abc import Mapping

from privacy.erasure.registry import store
from privacy.handover.models import Told, Transfer
from privacy.handover.services.packages import take_back


@store("packages")
def take_back_packages(person_ids: frozenset[uuid.UUID], _at: dt.datetime) -> Mapping[str, int]:
    """Packages not yet handed over that may hold the person. Whoever has one already gets a demand to erase."""
    waiting = Transfer.objects.filter(gone_at=None).exclude(sealed_at=None)
    held = list(waiting.filter(pk__in=Told.objects.filter(person__in=person_ids).values("transfer")))
    for transfer in held:
        take_back(transfer=transfer)
    return {"packages": len(held)}
