"""Each quarter keepers look at everybody's post and say whether it is still needed."""

import datetime as dt

from django.db import transaction
from django.db.models import Count

from privacy.access.models import Opening
from privacy.access.types import Actor
from privacy.ledger import services as ledger
from privacy.staff import queries, registry
from privacy.staff.models import Review, ReviewLine
from privacy.staff.types import NotDone

QUARTER = dt.timedelta(days=92)


def begin_review(*, at: dt.datetime) -> Review:
    """Freeze who has which post and how often they used it; once a quarter, however often it is asked for."""
    quarter = f"{at.year}-Q{(at.month + 2) // 3}"
    with transaction.atomic():
        defaults = {"frozen_at": at, "due_at": at + registry.policy().review_within}
        review, is_new = Review.objects.get_or_create(quarter=quarter, defaults=defaults)
        if is_new:
            lines = _lines(review, at)
            ReviewLine.objects.bulk_create(lines)
            if not lines:
                Review.objects.filter(pk=review.pk).update(closed_at=at)
            ledger.append(
                kind="staff.review-frozen", about=None, facts={"quarter": quarter, "lines": len(lines)}, at=at
            )
    return review


def decide_line(*, line: ReviewLine, by: Actor, keep: bool, at: dt.datetime) -> None:
    """Confirm somebody's post, or take it away at once. Raises `NotDone` for oneself and for what was decided."""
    if by.id == line.account:
        raise NotDone("nobody confirms themselves")
    with transaction.atomic():
        verdict = "confirmed" if keep else "withdrawn"
        mine = ReviewLine.objects.filter(pk=line.pk, decided_at=None)
        if not mine.update(verdict=verdict, decided_by=by.id, decided_at=at):
            raise NotDone("it was decided before")
        facts = {"quarter": line.review.quarter, "verdict": verdict, "by": by.id}
        ledger.append(kind="staff.reviewed", about=line.person_id, facts=facts, at=at)
        if not keep:
            registry.roster().appoint(line.account, "", at)
        if not line.review.lines.filter(decided_at=None).exists():
            Review.objects.filter(pk=line.review_id).update(closed_at=at)


def _lines(review: Review, at: dt.datetime) -> list[ReviewLine]:
    used = Opening.objects.filter(actor_kind="staff", at__gt=at - QUARTER).order_by().values_list("actor")
    openings = dict(used.annotate(count=Count("pk")))
    return [
        ReviewLine(
            review=review,
            person_id=one.member.person_id,
            account=one.member.account,
            role=one.member.role,
            openings=openings.get(one.member.account, 0),
            trained_until=one.trained_until,
        )
        for one in queries.standings(at=at)
    ]
