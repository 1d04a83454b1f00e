"""Whether consent stands now: a yes, not taken back, to no less than what is done today."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from privacy.consent import registry
from privacy.consent.models import ConsentEvent
from privacy.consent.types import DESPITE_SIGNAL, SIGNAL
from privacy.datamap.types import Purpose


def standing(person_ids: Iterable[uuid.UUID], *, purpose: Purpose, at: dt.datetime) -> set[uuid.UUID]:
    """Those of `person_ids` whose newest answer to `purpose` is yes and covers what it is used for at `at`.

    No answer means no. An answer covers what the notice said when it was given: where a later notice names a new
    recipient or another kind of data for the purpose, the person is asked anew. One query.
    """
    covering = registry.covering(purpose, at)
    return {
        person_id
        for person_id, (granted, version) in _newest(person_ids, purpose).items()
        if granted and (covering is None or version in covering)
    }


def answers_of(person_ids: Iterable[uuid.UUID]) -> QuerySet[ConsentEvent]:
    """Every answer of these persons, oldest first."""
    rows: QuerySet[ConsentEvent] = ConsentEvent.objects.filter(person__in=list(person_ids)).order_by("pk")
    return rows


def stands(person_id: uuid.UUID, *, purpose: Purpose, at: dt.datetime) -> bool:
    """Whether this person's consent to `purpose` stands at `at`."""
    return person_id in standing([person_id], purpose=purpose, at=at)


def stood(person_id: uuid.UUID, purpose: str, at: dt.datetime) -> bool:
    """Whether this person's newest answer at `at` was yes: for looking back."""
    rows = ConsentEvent.objects.filter(person=person_id, purpose=purpose, at__lte=at).order_by("id")
    newest = rows.values_list("granted", flat=True).last()
    return bool(newest)


def given(person_ids: Iterable[uuid.UUID], *, purpose: Purpose) -> set[uuid.UUID]:
    """Those whose newest answer is yes, whatever it covers by now: what can be taken back. One query."""
    return {person_id for person_id, (granted, _version) in _newest(person_ids, purpose).items() if granted}


def given_to(person_ids: Iterable[uuid.UUID]) -> set[str]:
    """Ids of the purposes that any of these persons has said yes to and not taken back. One query."""
    rows, answers = ConsentEvent.objects.filter(person__in=list(person_ids)), ("person_id", "purpose", "granted")
    newest = {(person, purpose): granted for person, purpose, granted in rows.order_by("id").values_list(*answers)}
    return {purpose for (_person, purpose), granted in newest.items() if granted}


def refused_by_signal(person_ids: Iterable[uuid.UUID]) -> set[str]:
    """Ids of the purposes whose newest answer is the refusal of a browser's Global Privacy Control. One query."""
    rows = ConsentEvent.objects.filter(person__in=list(person_ids)).order_by("id").values_list("purpose", "method")
    return {purpose for purpose, method in dict(rows).items() if method == SIGNAL}


def open_to_signal(person_ids: Iterable[uuid.UUID], purposes: Iterable[Purpose]) -> set[tuple[uuid.UUID, str]]:
    """Each (person, purpose id) whose yes is older than the first sign of Global Privacy Control. One query.

    A yes given with the signal on, or after it was recorded once, is the later explicit choice that outranks it.
    """
    asked = [one.id for one in purposes]
    rows = ConsentEvent.objects.filter(person__in=list(person_ids), purpose__in=asked).order_by("id")
    newest: dict[tuple[uuid.UUID, str], bool] = {}
    outranked = set()
    for person_id, purpose, granted, method in rows.values_list("person_id", "purpose", "granted", "method"):
        newest[person_id, purpose] = granted
        if method in {SIGNAL, DESPITE_SIGNAL}:
            outranked.add((person_id, purpose))
    return {one for one, granted in newest.items() if granted} - outranked


def _newest(person_ids: Iterable[uuid.UUID], purpose: Purpose) -> dict[uuid.UUID, tuple[bool, str]]:
    rows = ConsentEvent.objects.filter(person__in=list(person_ids), purpose=purpose.id).order_by("id")
    told = rows.values_list("person_id", "granted", "notice_version")
    return {person_id: (granted, version) for person_id, granted, version in told}
