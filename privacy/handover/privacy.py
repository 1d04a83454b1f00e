"""What the handover room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, NotPersonal, Personal
from privacy.datamap.vocabulary import EVIDENCE, KEEP_EVIDENCE, TRACE
from privacy.handover.models import Answer, Exhibit, Objection, Publication, Told, Transfer

trace = Personal(TRACE, for_=[KEEP_EVIDENCE])
describe(Transfer, not_personal="a firm that takes the studio over; accounts of staff as opaque numbers")
describe(Answer, not_personal="what was checked of that firm")
describe(
    Told,
    title=_("Told that the studio changes hands"),
    fields={"transfer": NotPersonal("which transfer"), "at": trace, "way": trace, "told_at": trace, "until": trace},
    kept=EVIDENCE,
    since="at",
)
describe(
    Objection,
    title=_("Your objection to a transfer"),
    fields={"transfer": NotPersonal("which transfer"), "at": trace},
    kept=EVIDENCE,
    since="at",
)
weighing = NotPersonal("why it was found right; names of things, never their content")
staff = NotPersonal("an account of staff as an opaque number")
describe(
    Publication,
    title=_("Publications about you that were demanded"),
    fields={
        "reference": NotPersonal("a random reference"),
        "ground": NotPersonal("a law, a court, our own rights"),
        "authority": NotPersonal("who demanded it"),
        "order_number": NotPersonal("number of the order"),
        "ordered": NotPersonal("names of things, never their content"),
        "opened_by": staff,
        "opened_at": trace,
        "necessity_words": weighing,
        "necessity_by": staff,
        "necessity_at": NotPersonal("when it was weighed"),
        "legality_words": weighing,
        "legality_by": staff,
        "legality_at": NotPersonal("when it was weighed"),
        "weighed_sha256": NotPersonal("checksum of what was weighed"),
        "refused_at": NotPersonal("when it was refused"),
        "packed_at": trace,
        "package": Edge("the sealed package", AtOtherEnd.LINK_GOES),
        "sha256": NotPersonal("the package's checksum"),
    },
    kept=EVIDENCE,
    since="opened_at",
)
describe(
    Exhibit,
    title=_("What was covered before publication"),
    fields={
        "publication": Edge("which case", AtOtherEnd.IT_STAYS),
        "item": NotPersonal("what was ordered, by its name"),
        "file": Edge("the covered result, sealed", AtOtherEnd.IT_STAYS),
        "covered": NotPersonal("how many parts are covered"),
        "sha256": NotPersonal("checksum of what stays visible"),
        "width": NotPersonal("pixels"),
        "height": NotPersonal("pixels"),
        "by": staff,
        "at": trace,
    },
    kept=EVIDENCE,
    since="at",
)
