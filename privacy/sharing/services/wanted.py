"""Whether a message may still leave: one that rests on consent does so only while that consent stands."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from privacy.consent import queries as consents
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.ledger import services as ledger
from privacy.sharing.models import Message


def withhold(messages: Iterable[Message], *, at: dt.datetime) -> set[uuid.UUID]:
    """Keep back for good what nobody agrees to any more, and put that on record; returns the numbers of these.

    To be asked at the moment of sending: a consent may have been taken back while the message waited.
    """
    by_purpose: dict[str, list[Message]] = defaultdict(list)
    for one in messages:
        by_purpose[one.purpose].append(one)
    back = [one for purpose_id, rows in by_purpose.items() for one in _unwanted(purpose_id, rows, at)]
    with transaction.atomic():
        for one in back:
            if Message.objects.filter(pk=one.pk, withheld_at=None).update(withheld_at=at):
                ledger.append(kind="mail.withheld", about=one.person_id, facts={"purpose": one.purpose}, at=at)
    return {one.pk for one in back}


def _unwanted(purpose_id: str, rows: list[Message], at: dt.datetime) -> list[Message]:
    purpose = datamap.purpose(purpose_id)
    if not locks.rests_on_consent(purpose, at):
        return []
    agreed = consents.standing({one.person_id for one in rows}, purpose=purpose, at=at)
    return [one for one in rows if one.person_id not in agreed]
