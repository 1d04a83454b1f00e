"""What the access room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.access.models import Opening, Proposal
from privacy.datamap.services import describe
from privacy.datamap.types import NotPersonal, Personal
from privacy.datamap.vocabulary import EVIDENCE, KEEP_EVIDENCE, TRACE

trace = Personal(TRACE, for_=[KEEP_EVIDENCE])
describe(
    Opening,
    title=_("Who read your data"),
    fields={
        "at": trace,
        "actor_kind": NotPersonal("person, staff or system"),
        "actor": NotPersonal("an employee's opaque number or a job's name"),
        "role": NotPersonal("a post in the studio"),
        "purpose": trace,
        "reason": NotPersonal("a reference such as an order number"),
        "fields": NotPersonal("names of fields, never their content"),
    },
    kept=EVIDENCE,
    since="at",
)
describe(Proposal, not_personal="what staff propose and decide, by opaque numbers")
