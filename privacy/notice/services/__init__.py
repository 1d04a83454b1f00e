"""The verbs of the notice room: draft, publish, announce, explain, answer, agree."""

from privacy.notice.services.agreeing import agree, pending
from privacy.notice.services.announcing import announce, reconcile
from privacy.notice.services.drafting import discard, draft, problems, write
from privacy.notice.services.launching import launch
from privacy.notice.services.meetings import add_meeting, remove_meeting
from privacy.notice.services.places import verify_places
from privacy.notice.services.publishing import PUBLISH, check_date, earliest, propose, publish
from privacy.notice.services.questions import QUESTION, answer, ask

__all__ = [
    "PUBLISH",
    "QUESTION",
    "add_meeting",
    "agree",
    "announce",
    "answer",
    "ask",
    "check_date",
    "discard",
    "draft",
    "earliest",
    "launch",
    "pending",
    "problems",
    "propose",
    "publish",
    "reconcile",
    "remove_meeting",
    "verify_places",
    "write",
]
