"""What the feedback room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, NotPersonal, Personal
from privacy.datamap.vocabulary import (
    EVIDENCE,
    IMPROVE_POLICY,
    KEEP_EVIDENCE,
    MESSAGE,
    NAME,
    SETTLE_DISPUTES,
    SIX_MONTHS,
    TRACE,
)
from privacy.feedback.models import Assessment, Dispute, Precedent, Remark, Review

describe(
    Remark,
    title=_("What you said about our promises"),
    fields={
        "clause": NotPersonal("which sentence it is about"),
        "words": Personal(MESSAGE, for_=[IMPROVE_POLICY]),
        "language": NotPersonal("language of the page"),
        "received_at": Personal(TRACE, for_=[IMPROVE_POLICY]),
        "review": NotPersonal("what the studio learned from it"),
    },
    kept=SIX_MONTHS,
    since="received_at",
)
trace = Personal(TRACE, for_=[SETTLE_DISPUTES, KEEP_EVIDENCE])
describe(
    Dispute,
    title=_("Your disputes about our promises"),
    fields={
        "reference": NotPersonal("a random reference"),
        "clause": NotPersonal("which sentence it is about"),
        "name": Personal(NAME, for_=[SETTLE_DISPUTES]),
        "words": Personal(MESSAGE, for_=[SETTLE_DISPUTES]),
        "language": NotPersonal("language of the answer"),
        "received_at": trace,
        "due_on": NotPersonal("counted from the day it came in"),
        "reviewer": NotPersonal("account of staff, an opaque number"),
        "outcome": trace,
        "reasons": Personal(MESSAGE, for_=[SETTLE_DISPUTES]),
        "decided_at": trace,
    },
    kept=EVIDENCE,
    since="received_at",
)
describe(
    Precedent,
    not_personal="what was settled, told without anybody in it; accounts of staff as opaque numbers",
    fields={"dispute": Edge("the dispute it comes from", AtOtherEnd.LINK_GOES)},
)
describe(Review, not_personal="what the studio learned; accounts of staff as opaque numbers")
describe(Assessment, not_personal="what experts found about our promises; accounts of staff as opaque numbers")
