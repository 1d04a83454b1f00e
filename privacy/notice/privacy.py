"""What the notice room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import NotPersonal, Personal
from privacy.datamap.vocabulary import ANSWER_RIGHTS, EVIDENCE, KEEP_EVIDENCE, MESSAGE, TRACE
from privacy.notice.models import Agreement, Delivery, Meeting, Question, Version

trace = Personal(TRACE, for_=[KEEP_EVIDENCE])
asked = Personal(MESSAGE, for_=[ANSWER_RIGHTS])
describe(Version, not_personal="the studio's own words and declarations")
describe(Meeting, not_personal="a public date of the studio")
describe(
    Delivery,
    title=_("Changes of the notice we told you of"),
    fields={
        "version": NotPersonal("a published version"),
        "channel": trace,
        "index": NotPersonal("keyed hash of the address it went to"),
        "posted_at": trace,
        "handed_at": trace,
    },
    kept=EVIDENCE,
    since="posted_at",
)
describe(
    Question,
    title=_("Your questions about the notice"),
    fields={
        "version": NotPersonal("a published version"),
        "reference": NotPersonal("a random reference"),
        "words": asked,
        "answer": asked,
        "language": NotPersonal("language of the answer"),
        "asked_at": Personal(TRACE, for_=[ANSWER_RIGHTS, KEEP_EVIDENCE]),
        "due_on": NotPersonal("counted from the day it came in"),
        "answered_at": Personal(TRACE, for_=[ANSWER_RIGHTS, KEEP_EVIDENCE]),
    },
    kept=EVIDENCE,
    since="asked_at",
)
describe(
    Agreement,
    title=_("Versions of the notice you agreed to"),
    fields={
        "version": trace,
        "fingerprint": NotPersonal("fingerprint of that version"),
        "language": NotPersonal("language it was shown in"),
        "surface": NotPersonal("page on which it was agreed to"),
        "agreed_at": trace,
        "entry": NotPersonal("number of the entry in the ledger"),
    },
    kept=EVIDENCE,
    since="agreed_at",
)
