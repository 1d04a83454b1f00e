"""Who is trained, suspended, under review."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Max, QuerySet, Value

from kit.prepared import prepared
from privacy.staff import registry
from privacy.staff.models import Assessment, BrokenGlass, Review, ReviewLine, Training, Violation
from privacy.staff.types import Consequence, Standing

SOON = dt.timedelta(days=30)
BARRED = "!"  # no course is called so


def valid_courses(account: str, *, at: dt.datetime) -> set[str]:
    """Ids of the courses that count for this account now."""
    rows = Training.objects.filter(account=account, passed_at__lte=at, valid_until__gt=at)
    return set(rows.values_list("course", flat=True))


def may_act(account: str, *, at: dt.datetime) -> tuple[bool, set[str]]:
    """Whether a suspension stands, and the courses that count now: one query, for it is asked at every act."""
    found = {one for (one,) in _standing(account=account, at=at)}
    return BARRED in found, found - {BARRED}


@prepared(account=str, at=dt.datetime)
def _standing(*, account: str, at: dt.datetime) -> "QuerySet[Any, Any]":
    rows = Training.objects.filter(account=account, passed_at__lte=at, valid_until__gt=at).values_list("course")
    stands = Violation.objects.filter(account=account, consequence=Consequence.SUSPENDED, lifted_at=None)
    return rows.order_by().union(stands.order_by().values_list(Value(BARRED)))


def standings(*, at: dt.datetime) -> list[Standing]:
    """How everybody with a post stands: as many queries for a hundred as for one."""
    until: dict[str, dict[str, dt.datetime]] = defaultdict(dict)
    last = Training.objects.values("account", "course").annotate(until=Max("valid_until"))
    for one in last.order_by():
        until[one["account"]][one["course"]] = one["until"]
    open_ones = Violation.objects.filter(consequence=Consequence.SUSPENDED, lifted_at=None)
    suspended = set(open_ones.values_list("account", flat=True))
    newest = Assessment.objects.order_by().values_list("account").annotate(at=Max("at"))
    assessed = dict(newest)
    found = []
    for member in registry.members():
        needed = [one.id for one in registry.courses_of(member.role)]
        mine = until[member.account]
        missing = tuple(course for course in needed if mine.get(course, at) <= at)
        ends = None if missing or not needed else min(mine[course] for course in needed)
        found.append(Standing(member, ends, member.account in suspended, assessed.get(member.account), missing))
    return found


def lapsing(found: Sequence[Standing], *, at: dt.datetime) -> int:
    """How many of these have a training that has lapsed, is missing, or lapses within the warning's time."""
    return sum(bool(one.missing) or (one.trained_until is not None and one.trained_until <= at + SOON) for one in found)


def to_assess(found: Sequence[Standing], *, at: dt.datetime) -> int:
    """How many of these were never assessed, or longer ago than the policy wants."""
    every = registry.policy().assess_every
    return sum(one.assessed_at is None or every.after(one.assessed_at) <= at for one in found)


def unreviewed() -> "QuerySet[BrokenGlass]":
    """Emergencies nobody has looked into, oldest first."""
    return BrokenGlass.objects.filter(reviewed_at=None).order_by("at")


def lent(account: str, *, at: dt.datetime) -> "QuerySet[BrokenGlass]":
    """Emergencies of this account that have not run out and were not found unjustified, the newest first."""
    return (
        BrokenGlass.objects.filter(account=account, at__lte=at, until__gt=at).exclude(justified=False).order_by("-at")
    )


def overdue_glass(*, at: dt.datetime) -> int:
    """Emergencies that should have been looked into by now."""
    return unreviewed().filter(at__lt=at - registry.policy().glass.review_within).count()


def reviews() -> "QuerySet[Review]":
    """All reviews, newest first."""
    return Review.objects.order_by("-frozen_at")


def overdue_reviews(*, at: dt.datetime) -> int:
    """Reviews past their day with lines nobody has decided."""
    return Review.objects.filter(closed_at=None, due_at__lt=at).count()


def open_lines() -> "QuerySet[ReviewLine]":
    """Lines somebody still has to decide."""
    return ReviewLine.objects.filter(decided_at=None, review__closed_at=None).select_related("review").order_by("pk")


def suspensions() -> "QuerySet[Violation]":
    """Suspensions that stand."""
    rows: QuerySet[Violation] = Violation.objects.filter(consequence=Consequence.SUSPENDED, lifted_at=None)
    return rows.order_by("at")
