"""Passing courses, and being assessed by a colleague."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from privacy.access.types import Actor
from privacy.ledger import services as ledger
from privacy.staff import registry
from privacy.staff.models import Assessment, Training
from privacy.staff.types import Member, NotDone

QUIZ = "questionnaire"


def answer(*, member: Member, course: str, answers: Mapping[str, int], at: dt.datetime) -> list[str]:
    """Mark a questionnaire; with every answer right the course is passed. Returns the ids of what was wrong.

    Raises `NotDone` for a course the policy does not know.
    """
    found = next((one for one in registry.policy().courses if one.id == course), None)
    if found is None:
        raise NotDone(f"no course is called {course}")
    wrong = [one.id for one in found.questions if answers.get(one.id) != one.right]
    if not wrong:
        train(member=member, course=course, examiner=QUIZ, at=at)
    return wrong


def train(
    *, member: Member, course: str, examiner: str, at: dt.datetime, valid_until: dt.datetime | None = None
) -> Training:
    """Note that somebody passed a course; it counts for as long as the policy says. Raises `NotDone` for oneself."""
    if examiner == member.account:
        raise NotDone("nobody examines themselves")
    found = next(one for one in registry.policy().courses if one.id == course)
    with transaction.atomic():
        row = Training.objects.create(
            person_id=member.person_id,
            account=member.account,
            course=course,
            passed_at=at,
            valid_until=valid_until or found.valid.after(at),
            examiner=examiner,
        )
        facts = {"course": course, "examiner": examiner, "until": row.valid_until.date().isoformat()}
        ledger.append(kind="staff.trained", about=member.person_id, facts=facts, at=at)
    return row


def assess(*, member: Member, by: Actor, outcome: str, words: str, at: dt.datetime) -> Assessment:
    """Note how somebody handles data. Raises `NotDone` for oneself."""
    if by.id == member.account:
        raise NotDone("nobody assesses themselves")
    with transaction.atomic():
        row: Assessment = Assessment.objects.create(
            person_id=member.person_id,
            account=member.account,
            assessor=by.id,
            at=at,
            outcome=outcome,
            words=words or None,
        )
        ledger.append(kind="staff.assessed", about=member.person_id, facts={"outcome": outcome, "by": by.id}, at=at)
    return row
