"""Training, assessing, judging, emergencies, reviews, posts."""

from privacy.staff.services.glass import act_alone, break_glass, keepers, review_glass
from privacy.staff.services.posts import propose_post
from privacy.staff.services.reviews import begin_review, decide_line
from privacy.staff.services.training import answer, assess, train
from privacy.staff.services.violations import note_violation, propose_lifting

__all__ = [
    "act_alone",
    "answer",
    "assess",
    "begin_review",
    "break_glass",
    "decide_line",
    "keepers",
    "note_violation",
    "propose_lifting",
    "propose_post",
    "review_glass",
    "train",
]
