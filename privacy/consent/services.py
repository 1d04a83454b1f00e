"""Recording answers and withdrawing them: the one pair of verbs behind every switch, link, reply and desk."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction

from privacy.consent import queries, registry
from privacy.consent.models import ConsentEvent
from privacy.consent.types import SIGNAL, Shown
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Purpose
from privacy.ledger import services as ledger


def record(*, person_id: uuid.UUID, purpose: Purpose, granted: bool, shown: Shown, at: dt.datetime) -> ConsentEvent:
    """Write down one answer, bound to what was shown, in the caller's transaction. The newest answer counts.

    Raises `ValueError` for a purpose that does not rest on consent: asking for it would mislead.
    """
    if not locks.rests_on_consent(purpose, at):
        raise ValueError(f"{purpose.id} does not rest on consent")
    event = ConsentEvent.objects.create(
        person_id=person_id,
        purpose=purpose.id,
        granted=granted,
        at=at,
        text_hash=shown.text_hash,
        language=shown.language,
        notice_version=shown.notice_version,
        surface=shown.surface,
        method=shown.method,
    )
    ledger.append(
        kind=event.kind,
        about=person_id,
        facts={"event": event.pk, "purpose": purpose.id, "text": shown.text_hash},
        at=at,
    )
    return event


def withdraw(*, person_id: uuid.UUID, purpose: Purpose, shown: Shown, at: dt.datetime) -> ConsentEvent:
    """Take consent back. The next read already sees it; what happened before stays lawful."""
    return record(person_id=person_id, purpose=purpose, granted=False, shown=shown, at=at)


def withdraw_everywhere(
    *, person_ids: Iterable[uuid.UUID], purpose: Purpose, language: str, surface: str, method: str, at: dt.datetime
) -> int:
    """Take back consent under every number of a natural person, as a link, a reply or staff do; how many stood.

    Where none stands nothing is written: the same wish twice is the same wish.
    """
    shown = _shown(purpose, language, surface, method, at)
    given = sorted(queries.given(person_ids, purpose=purpose))
    for person_id in given:
        withdraw(person_id=person_id, purpose=purpose, shown=shown, at=at)
    return len(given)


def refuse_by_signal(*, person_ids: Iterable[uuid.UUID], language: str, at: dt.datetime) -> int:
    """Take Global Privacy Control as a no to all it covers that these persons once said yes to; how many stood.

    Recorded once: what they choose afterwards counts, whatever their browser goes on sending.
    """
    everybody = list(person_ids)
    covered = {one.id: one for one in datamap.purposes() if one.refused_by_gpc and locks.rests_on_consent(one, at)}
    if not covered or not queries.open_to_signal(everybody, covered.values()):
        return 0
    with transaction.atomic():
        # Two requests of one browser arrive at once: the second waits here, then finds nothing left.
        list(ConsentEvent.objects.select_for_update().filter(person__in=everybody).values_list("pk"))
        refused = sorted(queries.open_to_signal(everybody, covered.values()))
        for person_id, purpose in refused:
            shown = _shown(covered[purpose], language, "browser", SIGNAL, at)
            withdraw(person_id=person_id, purpose=covered[purpose], shown=shown, at=at)
    return len(refused)


def _shown(purpose: Purpose, language: str, surface: str, method: str, at: dt.datetime) -> Shown:
    """The words of a purpose as they read now."""
    text = f"{purpose.title}\n{purpose.explanation}"
    return Shown(
        text=text, language=language, notice_version=registry.notice_version(at), surface=surface, method=method
    )
