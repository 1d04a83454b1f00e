"""What an erasure does about recipients: whoever holds data of the person is asked to erase it too."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from kit.prepared import prepared
from privacy.erasure.registry import store
from privacy.sharing.models import Disclosure
from privacy.sharing.models.demands import Cause
from privacy.sharing.services.demands import demand


@prepared(persons=frozenset)
def _disclosed(*, persons: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    """There may be thousands: the database writes the instants, `2026-06-01 12:00:00` and whatever follows."""
    rows = Disclosure.objects.filter(person__in=persons, refused="")
    return rows.values_list("recipient", "reference", "purpose", Cast("at", TextField()))


@store("recipients", of=[Disclosure])
def tell_recipients(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """A demand to each recipient, in the erasure's own transaction. The receipt names them: `mail-relay.D-7F3K…: 3`.

    What was disclosed without a reference is named by its purpose and instant, which the recipient's own log knows.
    """
    went: dict[str, list[str]] = defaultdict(list)
    for recipient, reference, purpose, when in _disclosed(persons=person_ids):
        went[recipient].append(reference or f"{purpose}/{when[:10]}T{when[11:19]}Z")
    facts: dict[str, int] = {}
    for recipient, references in sorted(went.items()):
        first, *more = demand(recipient=recipient, cause=Cause.ERASURE, references=references, at=at)
        facts[f"{recipient}.{first}"] = len(references)
        facts |= {f"{recipient}.{one}": 0 for one in more}
    return facts
