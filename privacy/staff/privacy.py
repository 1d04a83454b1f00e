"""What the staff room declares: staff are people too."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, NotPersonal, Personal
from privacy.datamap.vocabulary import EVIDENCE, MESSAGE, OVERSEE_STAFF, TRACE
from privacy.staff.models import Assessment, BrokenGlass, Review, ReviewLine, Training, Violation

trace = Personal(TRACE, for_=[OVERSEE_STAFF])
words = Personal(MESSAGE, for_=[OVERSEE_STAFF])
account = Edge("the same person's account, by its opaque number", AtOtherEnd.NUMBER_STAYS)
colleague = NotPersonal("a colleague's opaque number")
describe(
    Training,
    title=_("Your training"),
    fields={
        "account": account,
        "course": trace,
        "passed_at": trace,
        "valid_until": trace,
        "examiner": NotPersonal("the questionnaire, or a colleague's opaque number"),
    },
    kept=EVIDENCE,
    since="passed_at",
)
describe(
    Assessment,
    title=_("Your assessments"),
    fields={"account": account, "assessor": colleague, "at": trace, "outcome": trace, "words": words},
    kept=EVIDENCE,
    since="at",
)
describe(
    Violation,
    title=_("What you were found to do wrong"),
    fields={
        "account": account,
        "noted_by": colleague,
        "at": trace,
        "consequence": trace,
        "words": words,
        "lifted_at": trace,
    },
    kept=EVIDENCE,
    since="at",
)
describe(
    BrokenGlass,
    title=_("Your emergency access"),
    fields={
        "account": account,
        "role": NotPersonal("a post in the studio"),
        "purposes": NotPersonal("ids of purposes"),
        "reason": trace,
        "at": trace,
        "until": trace,
        "reviewed_by": colleague,
        "reviewed_at": NotPersonal("when others looked into it"),
        "justified": trace,
    },
    kept=EVIDENCE,
    since="at",
)
describe(Review, not_personal="a quarter and its dates")
describe(
    ReviewLine,
    title=_("Reviews of what you may do"),
    fields={
        "review": NotPersonal("which quarter"),
        "account": account,
        "role": trace,
        "openings": trace,
        "trained_until": NotPersonal("a copy of a date from the training"),
        "verdict": trace,
        "decided_by": colleague,
        "decided_at": trace,
    },
    kept=EVIDENCE,
    since="review__frozen_at",
)
