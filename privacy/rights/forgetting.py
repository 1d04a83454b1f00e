"""Codes sent to prove a handle carry its keyed hash, and no number of a person: an erasure takes them along."""

import datetime as dt
import uuid
from collections.abc import Mapping

from privacy.erasure.registry import store
from privacy.handles.models import Handle
from privacy.rights.models import ProofCode


@store("codes")
def forget_codes_of(person_ids: frozenset[uuid.UUID], _at: dt.datetime) -> Mapping[str, int]:
    """Delete every code sent to a handle of these persons."""
    hashes = Handle.objects.filter(person__in=person_ids).values("index")
    gone, _detail = ProofCode.objects.filter(handle_index__in=hashes).delete()
    return {"codes": gone}
