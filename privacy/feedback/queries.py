"""Reading what was said and learned."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from kit.crowds import coarse
from privacy.deadlines import queries as deadlines
from privacy.feedback.clocks import DISPUTE
from privacy.feedback.models import Assessment, Dispute, Precedent, Remark, Review
from privacy.feedback.types import Heard
from privacy.handles import queries as handles
from privacy.notice import words
from privacy.notice.types import titled
from privacy.promises import registry
from privacy.promises.types import Clause

YEAR = dt.timedelta(days=365)
SHOWN = 50
LONGEST_KEY = 40


def heard(at: dt.datetime) -> list[Heard]:
    """How many people spoke of each clause in a year, most first, counted down to steps of five.

    Whoever speaks five times counts once, and whoever does not say who they are is not counted: they could be anybody,
    even one. Below five nothing is said, and no total is: who compares two days learns of no single person.
    """
    rows = Remark.objects.filter(received_at__gt=at - YEAR, person__in=handles.who_proved_one())
    people = Count(Coalesce("person__merged_into", "person"), distinct=True)
    counted = [Heard(clause, coarse(count)) for clause, count in rows.values_list("clause").annotate(people=people)]
    return sorted((one for one in counted if one.people), key=lambda one: (-one.people, one.clause))


def remarks(*, at: dt.datetime) -> QuerySet[Remark]:
    """Remarks nobody has reviewed yet, newest first."""
    return Remark.objects.filter(review=None, received_at__lte=at).order_by("-received_at", "pk")


def disputes() -> QuerySet[Dispute]:
    """Disputes, the undecided by their day first."""
    return Dispute.objects.order_by("decided_at", "due_on", "pk")


def open_disputes() -> int:
    """How many disputes nobody has decided."""
    return Dispute.objects.filter(decided_at=None).count()


def overdue(*, at: dt.datetime) -> int:
    """Disputes past their day."""
    return len(deadlines.late(at, DISPUTE))


def precedents() -> QuerySet[Precedent]:
    """What is released, newest first."""
    return Precedent.objects.exclude(released_at=None).order_by("-released_at", "-pk")


def to_release() -> QuerySet[Precedent]:
    """What waits for a second person."""
    return Precedent.objects.filter(released_at=None).order_by("written_at")


def reviews() -> QuerySet[Review]:
    """The log, newest first."""
    return Review.objects.order_by("-at", "-pk")


def assessments() -> QuerySet[Assessment]:
    """What experts found, newest first."""
    return Assessment.objects.order_by("-on", "-pk")


def said_in(texts: dict[str, str], languages: Iterable[str]) -> str:
    """The text in the first of these languages it has."""
    return next((texts[one] for one in languages if texts.get(one)), "")


def clause(key: str, language: str) -> Clause | None:
    """A promise, or a clause of the notice as it reads now (`purpose:letters`); None for neither."""
    if found := next((one for one in registry.clauses() if one.id == key), None):
        return found
    if ":" not in key or len(key) > LONGEST_KEY:
        return None
    said = words.clauses(words.spoken(language), language).get(key)
    return Clause(key, titled(said.title, said.text)) if said and not key.startswith("promise:") else None


def words_of(key: str) -> str:
    """A clause's sentence; its key if it is no more."""
    found = clause(key, get_language() or "en")
    return str(found.words) if found else key
