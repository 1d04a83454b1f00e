"""Training, assessing, judging, emergencies, reviews, posts."""

from privacy.staff.services.glass import break_glass, review_glass
from privacy.staff.services.posts import propose_post
from privacy.staff.services.reviews import begin_review, decide_line
from privacy.staff.services.training import answer, assess, train
from privacy.staff.services.violations import note_violation, propose_lifting

__all__ = [
    "answer",
    "assess",
    "begin_review",
    "break_glass",
    "decide_line",
    "note_violation",
    "propose_lifting",
    "propose_post",
    "review_glass",
    "train",
]
