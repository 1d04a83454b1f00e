"""What no row about a person reaches: codes that carry a handle's keyed hash, and clocks nobody waits for any more."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from kit.prepared import deleting, prepared
from privacy.deadlines import services as deadlines
from privacy.erasure.registry import store
from privacy.handles.models import Handle
from privacy.rights.clocks import subject
from privacy.rights.models import ProofCode, Request


@prepared(deleting, persons=frozenset)
def _codes(*, persons: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    hashes = Handle.objects.filter(person__in=persons).values("index")
    return ProofCode.objects.filter(handle_index__in=hashes)


@prepared(persons=frozenset)
def _requests(*, persons: frozenset[uuid.UUID]) -> "QuerySet[Any, Any]":
    return Request.objects.filter(person__in=persons).values_list("pk")


@store("codes", of=[Handle])
def forget_codes_of(person_ids: frozenset[uuid.UUID], _at: dt.datetime) -> Mapping[str, int]:
    """Delete every code sent to a handle of these persons."""
    return {"codes": _codes.change(persons=person_ids)}


@store("clocks", of=[Request])
def stop_clocks_of(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """End the clocks of requests these persons will not be answered on."""
    subjects = [subject(Request(pk=pk)) for (pk,) in _requests(persons=person_ids)]
    return {"clocks": deadlines.void(subjects=subjects, at=at)}
