"""What the rights room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, NotPersonal, Personal
from privacy.datamap.vocabulary import (
    ANSWER_RIGHTS,
    CASE_WORDS,
    CORRESPONDENCE,
    EVIDENCE,
    KEEP_EVIDENCE,
    MESSAGE,
    TRACE,
)
from privacy.rights.models import CaseLetter, Lesson, ProofCode, Request, Summary

trace = Personal(TRACE, for_=[ANSWER_RIGHTS, KEEP_EVIDENCE])
said = Personal(MESSAGE, for_=[ANSWER_RIGHTS], kept=CASE_WORDS)
describe(
    Request,
    title=_("Your requests about your data"),
    fields={
        "reference": NotPersonal("a random reference"),
        "right": trace,
        "status": trace,
        "reason": NotPersonal("a code"),
        "persons": Edge("opaque numbers of the same natural person", AtOtherEnd.NUMBER_STAYS),
        "language": NotPersonal("language of the answer"),
        "channel": trace,
        "words": said,
        "question": said,
        "reply": said,
        "answer": said,
        "place": NotPersonal("which kind of data is to be corrected"),
        "record": NotPersonal("the number of its row"),
        "wanted": said,
        "wanted_proved": NotPersonal("keyed hash, nothing without the key that lies apart"),
        "certificates": NotPersonal("numbers of sealed files"),
        "cause": trace,
        "outcome": trace,
        "received_at": trace,
        "proved_at": trace,
        "runs_at": trace,
        "closed_at": trace,
        "wrote_at": trace,
        "reminded_at": trace,
        "file": Edge("the sealed export", AtOtherEnd.LINK_GOES),
    },
    kept=EVIDENCE,
    since="received_at",
)
describe(
    CaseLetter,
    title=_("Letters about your requests"),
    fields={
        "request": Edge("which request it belongs to", AtOtherEnd.IT_STAYS),
        "letter": Edge("which letter", AtOtherEnd.IT_STAYS),
    },
    kept=CORRESPONDENCE,
    since="letter__at",
)
describe(ProofCode, not_personal="keyed hashes that live for a quarter of an hour")
describe(
    Lesson,
    not_personal="what the house changed because of complaints, in its own public words",
    fields={"request": Edge("a complaint it was learned from", AtOtherEnd.LINK_GOES)},
)
describe(Summary, not_personal="counts behind each of which stand five people at least")
