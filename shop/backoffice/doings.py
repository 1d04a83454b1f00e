"""What the ledger's entries are called at the desk: each kind in words."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Text
from privacy.incidents import registry as incidents

WORDS: Mapping[str, Text] = {
    "access.approved": _("A second person agreed"),
    "access.declined": _("A second person declined"),
    "access.proposed": _("A second person was asked"),
    "account.accuracy-confirmed": _("Somebody said that their data is right"),
    "account.address-proved": _("Somebody proved their address"),
    "account.opened": _("An account was opened"),
    "child.decided": _("It was decided whether a child wrote"),
    "child.suspected": _("A child may have written"),
    "complaints.summed": _("The complaints of a quarter were counted"),
    "consent.given": _("Somebody consented"),
    "consent.refused": _("Somebody refused or withdrew"),
    "data.corrected": _("Data was corrected"),
    "deadline.breached": _("A day to answer by has passed"),
    "deadline.paused": _("A clock was paused, waiting for the person"),
    "deadline.resumed": _("A clock goes on"),
    "demand.asked": _("A recipient was told to erase"),
    "demand.confirmed": _("A recipient confirmed that it has erased"),
    "dispute.decided": _("A dispute was decided"),
    "dispute.taken-up": _("A dispute was taken up"),
    "erasure.begun": _("An erasure began"),
    "erasure.finished": _("An erasure is complete"),
    "erasure.replayed": _("An erasure was repeated after a restore"),
    "guardian.asked": _("A guardian asked"),
    "guardian.decided": _("A guardian's request was decided"),
    "incident.came-back": _("Incident: a letter came back"),
    "ledger.expired": _("Old entries ended, their proof stays"),
    "ledger.verified": _("The whole ledger was proved"),
    "mail.answered": _("A letter was answered"),
    "mail.closed": _("A correspondence was closed"),
    "mail.received": _("A letter came in"),
    "mail.sorted": _("A letter was sorted anew"),
    "mail.withheld": _("A letter was not sent: consent was gone"),
    "network.connected": _("Somebody linked a social network"),
    "network.unlinked": _("Somebody unlinked a social network"),
    "notice.agreed": _("Somebody agreed to the notice"),
    "notice.announced": _("A change of the notice was announced"),
    "notice.answered": _("A question about the notice was answered"),
    "notice.asked": _("Somebody asked about the notice"),
    "notice.launched": _("The first notice came into force"),
    "notice.postponed": _("A change waits: not everybody was told in time"),
    "notice.published": _("A change of the notice was published"),
    "place.assessed": _("A place where data rests was assessed"),
    "policy.assessed": _("Our promises were assessed from outside"),
    "policy.reviewed": _("A promise was reviewed"),
    "precedent.released": _("A precedent was published"),
    "publication.changed": _("Something to be published was covered"),
    "publication.fetched": _("A package to publish was fetched"),
    "publication.looked": _("Something to be published was looked at"),
    "publication.opened": _("A demand to publish came in"),
    "publication.packed": _("What was ordered was packed"),
    "publication.refused": _("A demand to publish was refused"),
    "publication.weighed": _("A demand to publish was weighed"),
    "recipient.engaged": _("A contract with a recipient was made"),
    "recipient.firm-ended": _("A firm behind a recipient has left"),
    "recipient.firm-entered": _("A firm behind a recipient was entered"),
    "recipient.reviewed": _("A recipient was audited or reviewed"),
    "recipient.terminated": _("A recipient was dropped"),
    "restore.failed": _("A backup put back elsewhere did not prove itself"),
    "restore.proved": _("Backups were put back elsewhere: nobody erased is back"),
    "retention.swept": _("What had expired was swept"),
    "right.access": _("A request to see data moved on"),
    "right.complaint": _("A complaint moved on"),
    "right.correction": _("A request to correct data moved on"),
    "right.deletion": _("A request to delete data moved on"),
    "right.withdrawal": _("A withdrawal of consent moved on"),
    "scan.asked": _("The service of advisories was asked about the libraries in use"),
    "scan.done": _("A scan looked for weak spots"),
    "scan.taken-on": _("Somebody mends a weak spot"),
    "staff.appointed": _("A post was given or taken"),
    "staff.assessed": _("A colleague was assessed"),
    "staff.glass-broken": _("Somebody took emergency access"),
    "staff.glass-reviewed": _("An emergency access was looked into"),
    "staff.lifted": _("A suspension was lifted"),
    "staff.named": _("A colleague was named to whom law allows to ask"),
    "staff.review-frozen": _("The review of posts for a quarter began"),
    "staff.reviewed": _("A post was confirmed or taken away"),
    "staff.trained": _("A colleague passed a training"),
    "staff.violation": _("A violation was put on record"),
    "transfer.answered": _("A question before a transfer was answered"),
    "transfer.fetched": _("The package of a transfer was fetched"),
    "transfer.handed-over": _("The data of a transfer was handed over"),
    "transfer.letter": _("A letter about a transfer went by post"),
    "transfer.objected": _("Somebody objected to a transfer"),
    "transfer.opened": _("A transfer of the studio was opened"),
    "transfer.sealed": _("The package of a transfer was sealed"),
    "transfer.sealing": _("Two people agreed to seal the package of a transfer"),
    "transfer.telling": _("Two people agreed to tell everybody of a transfer"),
    "transfer.told": _("Everybody was told of a transfer"),
}
INCIDENT = "incident"


def words_of(kind: str) -> str:
    """A kind of entry in words; a step of an incident by the plan's; an id that nobody knows stays as it is."""
    family, _dot, step = kind.partition(".")
    if family == INCIDENT and kind not in WORDS:
        return gettext("Incident: %(step)s") % {"step": incidents.step_title(step)}
    return str(WORDS.get(kind, kind))
