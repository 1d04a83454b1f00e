"""A person has looked: a child's data goes at once and whole; a mistake leaves nothing behind but the count."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction

from privacy.access.types import Actor
from privacy.children.models import Suspicion, Trace
from privacy.children.types import Decided
from privacy.erasure import services as erasure
from privacy.ledger import services as ledger
from privacy.people import queries as people
from privacy.vault.services import end_sessions


def decide(*, suspicion: Suspicion, is_child: bool, by: Actor, at: dt.datetime) -> str:
    """Record what a person found; of a child everything is erased, and the erasure's reference returned.

    One person decides, though it cannot be undone: the promise is "at once", and a child's data that waits for a second
    pair of eyes is data kept on. Nobody can raise a case against somebody: only the monitor does, from words of the
    person's own, and each decision is on the ledger under the name of whoever took it.

    Raises `Decided` when somebody was faster.
    """
    with transaction.atomic(), transaction.atomic(using="keys"):
        if not Suspicion.objects.filter(pk=suspicion.pk, decided_at=None).update(decided_at=at):
            raise Decided(suspicion.reference)
        facts = {"case": suspicion.reference, "by": by.id, "child": "yes" if is_child else "no"}
        ledger.append(kind="child.decided", about=None, facts=facts, at=at)
        if not is_child:
            suspicion.refresh_from_db()
            suspicion.excerpt = None
            suspicion.save(update_fields=["excerpt"])
            return ""
        return erase_child(
            [suspicion.person_id], channel=suspicion.channel, kinds=suspicion.kinds, found_at=suspicion.found_at, at=at
        )


def erase_child(
    person_ids: Iterable[uuid.UUID], *, channel: str, kinds: Iterable[str], found_at: dt.datetime, at: dt.datetime
) -> str:
    """Erase these persons at once, and keep where their data had come from. Returns the erasure's reference."""
    persons = {one for person_id in person_ids for one in people.all_of_one(person_id)}
    reference = erasure.begin(person_ids=persons, at=at)
    end_sessions(persons)
    Trace.objects.create(channel=channel, kinds=list(kinds), found_on=found_at.date(), decided_at=at, erasure=reference)
    return reference
