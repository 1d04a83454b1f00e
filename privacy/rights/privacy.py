"""What the rights room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import NotPersonal, Personal
from privacy.datamap.vocabulary import ANSWER_RIGHTS, EVIDENCE, KEEP_EVIDENCE, MESSAGE, TRACE
from privacy.rights.models import ProofCode, Request

trace = Personal(TRACE, for_=[ANSWER_RIGHTS, KEEP_EVIDENCE])
describe(
    Request,
    title=_("Your requests about your data"),
    fields={
        "reference": NotPersonal("a random reference"),
        "right": trace,
        "status": trace,
        "reason": NotPersonal("a code"),
        "persons": NotPersonal("opaque numbers"),
        "language": NotPersonal("language of the answer"),
        "words": Personal(MESSAGE, for_=[ANSWER_RIGHTS]),
        "received_at": trace,
        "proved_at": trace,
        "runs_at": trace,
        "closed_at": trace,
        "file": NotPersonal("the sealed export"),
    },
    kept=EVIDENCE,
    since="received_at",
)
describe(ProofCode, not_personal="keyed hashes that live for a quarter of an hour")
