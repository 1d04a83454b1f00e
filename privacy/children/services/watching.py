"""Looking at words as they arrive: what hints at a child waits for a person to look."""

import datetime as dt
import uuid

from django.db import transaction

from kit.ids import reference
from privacy.children import hints
from privacy.children.models import Suspicion
from privacy.ledger import services as ledger


def watch(*, person_id: uuid.UUID, text: str, channel: str, source: str, at: dt.datetime) -> bool:
    """Look at somebody's words; whether they hint at a child. The same `source` of a `channel` is kept once.

    In the caller's transaction. Nothing is decided here, and nothing but the places that hint is kept.
    """
    found = hints.find(text)
    if not found:
        return False
    with transaction.atomic():
        suspicion = Suspicion(
            person_id=person_id,
            reference=reference("K"),
            channel=channel,
            source=source,
            kinds=sorted({str(hint.kind) for hint in found}),
            excerpt=hints.excerpt(text, found),
            found_at=at,
        )
        if Suspicion.objects.filter(person_id=person_id, channel=channel, source=source).exists():
            return True
        suspicion.save(force_insert=True)
        ledger.append(kind="child.suspected", about=None, facts={"case": suspicion.reference, "in": channel}, at=at)
    return True
