"""What the incidents room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import NotPersonal, Personal
from privacy.datamap.vocabulary import EVIDENCE, MESSAGE, TRACE, WARN
from privacy.incidents.models import Affected, Filing, Incident, MadeUp, MonitoringCode, Report, StepTaken

describe(Incident, not_personal="what happened to data, of kinds and counts; who declared it is an opaque number")
describe(StepTaken, not_personal="steps of the plan, with counts and opaque numbers")
describe(Report, not_personal="counts, kinds and times for the authorities; nobody concerned is in it")
describe(Filing, not_personal="that an authority was told; who noted it is an opaque number")
trace = Personal(TRACE, for_=[WARN])
describe(
    Affected,
    title=_("Incidents that concern you"),
    fields={
        "incident": NotPersonal("which incident"),
        "reference": trace,
        "what": trace,
        "found_at": trace,
        "agreed_at": NotPersonal("when two had agreed to the notice"),
        "next_at": NotPersonal("when the next attempt is due"),
        "claimed_at": NotPersonal("which worker is at it"),
        "channel": trace,
        "told_at": trace,
        "unreached_at": NotPersonal("that no handle is left to try"),
        "tried": NotPersonal("numbers of handles that refused"),
        "bounces": NotPersonal("how often a handle refused"),
        "delays": NotPersonal("how often it was put off"),
        "signed_out_at": NotPersonal("that the sessions were ended"),
        "new_password_at": NotPersonal("that the password was voided"),
    },
    kept=EVIDENCE,
    since="found_at",
)
describe(
    MadeUp,
    title=_("Made up for a drill"),
    fields={"incident": NotPersonal("which drill")},
    kept=EVIDENCE,
    since="incident__known_at",
)
describe(
    MonitoringCode,
    title=_("Your code for identity monitoring"),
    fields={
        "incident": NotPersonal("which incident it was given for"),
        "value": Personal(MESSAGE, for_=[WARN]),
        "drill": NotPersonal("a code that opens nothing, for drills"),
        "added_at": NotPersonal("when it came into the pool"),
        "given_at": Personal(TRACE, for_=[WARN]),
    },
    kept=EVIDENCE,
    since="added_at",
)
