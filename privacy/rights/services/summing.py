"""The quarterly summary of complaints: made once, and never made again, so that no two versions can be compared."""

import datetime as dt

from django.db import transaction

from kit.failpoints import hit
from kit.generation import touch
from privacy.ledger import services as ledger
from privacy.people import queries as people
from privacy.rights import complaints
from privacy.rights.models import Request, Summary
from privacy.rights.types import Right

# What came in on the last day is answered by then, holidays included.
SETTLED = dt.timedelta(days=21)


def sum_up(*, at: dt.datetime) -> bool:
    """Publish the figures of the newest quarter that is over and settled; whether this call did. Interruptible."""
    quarter = complaints.last_finished(at - SETTLED)
    if Summary.objects.filter(quarter=quarter).exists():
        return False
    first, after = complaints.bounds(quarter)
    rows = Request.objects.filter(right=Right.COMPLAINT, received_at__gte=first, received_at__lt=after)
    filed = [(_natural(one), one) for one in rows]
    told = {
        "cause": complaints.figures((who, one.cause) for who, one in filed),
        "outcome": complaints.figures((who, one.outcome or one.status) for who, one in filed),
    }
    values = {name: {"total": one.total, "parts": dict(one.parts), "others": one.others} for name, one in told.items()}
    hit("rights.summing")
    with transaction.atomic():
        row, fresh = Summary.objects.get_or_create(quarter=quarter, defaults={"figures": values, "made_at": at})
        if fresh:
            transaction.on_commit(touch)
            ledger.append(kind="complaints.summed", about=None, facts={"quarter": row.quarter}, at=at)
    return fresh


def _natural(request: Request) -> str:
    """The natural person, whichever of their numbers a complaint hangs on."""
    return str(min(people.all_of_one(request.person_id)))
