"""The checklist of due diligence: the policy fills it while the apps start."""

from collections.abc import Iterable

from privacy.handover.types import Question

_questions: dict[str, Question] = {}


def fill(questions: Iterable[Question]) -> None:
    """Make the policy's questions known."""
    _questions.update({one.id: one for one in questions})


def questions() -> list[Question]:
    """Every question, in the policy's order."""
    return list(_questions.values())
