"""The checklist of due diligence, and what publications are weighed for: the policy says while the apps start."""

from collections.abc import Iterable

from privacy.datamap.types import Purpose
from privacy.handover.types import Question

_questions: dict[str, Question] = {}
_weighing: list[Purpose] = []


def fill(questions: Iterable[Question]) -> None:
    """Make the policy's questions known."""
    _questions.update({one.id: one for one in questions})


def weigh_for(purpose: Purpose) -> None:
    """Let covered items be opened for this purpose alone, by posts that have it."""
    _weighing[:] = [purpose]


def weighing() -> Purpose:
    """The purpose for which covered items are opened. Raises IndexError where the policy named none."""
    return _weighing[0]


def questions() -> list[Question]:
    """Every question, in the policy's order."""
    return list(_questions.values())
