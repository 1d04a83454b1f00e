"""What no row about a person reaches: codes that carry a handle's keyed hash, and clocks nobody waits for any more."""

import datetime as dt
import uuid
from collections.abc import Mapping

from privacy.deadlines import services as deadlines
from privacy.erasure.registry import store
from privacy.handles.models import Handle
from privacy.rights.clocks import subject
from privacy.rights.models import ProofCode, Request


@store("codes")
def forget_codes_of(person_ids: frozenset[uuid.UUID], _at: dt.datetime) -> Mapping[str, int]:
    """Delete every code sent to a handle of these persons."""
    hashes = Handle.objects.filter(person__in=person_ids).values("index")
    gone, _detail = ProofCode.objects.filter(handle_index__in=hashes).delete()
    return {"codes": gone}


@store("clocks")
def stop_clocks_of(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Mapping[str, int]:
    """End the clocks of requests these persons will not be answered on."""
    subjects = [subject(one) for one in Request.objects.filter(person__in=person_ids)]
    return {"clocks": deadlines.void(subjects=subjects, at=at)}
