"""What the children's room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.children.models import GuardianRequest, Suspicion, Trace
from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, NotPersonal, Personal
from privacy.datamap.vocabulary import CHILD_CASE, EVIDENCE, KEEP_EVIDENCE, MESSAGE, NAME, PROTECT_CHILDREN, TRACE

trace = Personal(TRACE, for_=[PROTECT_CHILDREN, KEEP_EVIDENCE])
describe(
    Suspicion,
    title=_("What made us ask whether a child wrote"),
    fields={
        "reference": NotPersonal("a random reference"),
        "channel": trace,
        "source": NotPersonal("number of the message or account"),
        "kinds": trace,
        "excerpt": Personal(MESSAGE, for_=[PROTECT_CHILDREN]),
        "found_at": trace,
        "decided_at": trace,
    },
    kept=CHILD_CASE,
    since="found_at",
)
describe(Trace, not_personal="a channel, a day and the number of an erasure: nothing of the child")
describe(
    GuardianRequest,
    title=_("Your requests as a guardian"),
    fields={
        "reference": NotPersonal("a random reference"),
        "name": Personal(NAME, for_=[PROTECT_CHILDREN], kept=CHILD_CASE),
        "relation": trace,
        "wish": trace,
        "child_index": NotPersonal("keyed hash of the child's address"),
        "words": Personal(MESSAGE, for_=[PROTECT_CHILDREN], kept=CHILD_CASE),
        "proof": Edge("the sealed file that shows the relationship", AtOtherEnd.LINK_GOES),
        "language": NotPersonal("language of the answer"),
        "received_at": trace,
        "decided_at": trace,
        "granted": trace,
        "erasure": NotPersonal("number of the erasure of the child's data"),
    },
    kept=EVIDENCE,
    since="received_at",
)
