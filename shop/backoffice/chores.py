"""What background work is called at the desk, each kind in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Text

WORDS: Mapping[str, Text] = {
    "accounts.drop-unconfirmed": _("Accounts nobody confirmed are erased"),
    "accounts.forget-address": _("An address that nobody signs in with any more is forgotten"),
    "accounts.tidy-faults": _("Old counts of failed sign-ins are cleared"),
    "catalogue.statistics": _("The database learns how large its tables are"),
    "children.letter": _("A letter is looked at: may a child have written it?"),
    "correspondence.fetch": _("Letters are fetched from the mailbox"),
    "correspondence.read": _("A letter is read and sorted"),
    "correspondence.unread": _("Letters that could not be read are tried again"),
    "deadlines.watch": _("Days to answer by are watched"),
    "desk.morning": _("The morning letter about what waits"),
    "erasure.back_up": _("The nightly backup"),
    "erasure.prove": _("Backups are put back elsewhere, to prove that nobody erased is in them"),
    "erasure.resume": _("Erasures that stood still are gone on with"),
    "erasure.rewrite": _("Tables are written anew after erasures"),
    "erasure.run": _("A person is erased"),
    "handover.confirm": _("It is noted which notices of a transfer have left"),
    "handover.seal": _("The package of a transfer is sealed"),
    "handover.tell": _("Everybody is told of a transfer"),
    "incidents.drill": _("A drill is begun when it is time"),
    "incidents.help": _("Help for those an incident concerns"),
    "incidents.pulse": _("Incidents are gone on with, keepers are woken"),
    "incidents.send": _("Notices of an incident are sent"),
    "jobs.prune": _("Work that is long done is cleared"),
    "ledger.seal": _("New entries of the ledger are sealed"),
    "ledger.verify": _("The whole ledger is proved"),
    "notice.announce": _("Everybody is told of a change of the notice"),
    "notice.deliveries": _("It is noted which messages about a change have left"),
    "notice.turn": _("A change of the notice comes into force"),
    "orders.credit_note": _("A credit note is drawn"),
    "orders.invoice": _("An invoice is drawn"),
    "orders.lapse": _("Orders nobody paid end"),
    "orders.mail_cancelled": _("A buyer hears that the order was cancelled"),
    "orders.mail_paid": _("A buyer hears that the order is paid"),
    "orders.mail_refunded": _("A buyer hears that money went back"),
    "orders.mail_shipped": _("A buyer hears that the parcel is on its way"),
    "orders.release_holds": _("Pieces nobody bought in time can be had again"),
    "payments.poll": _("The payment firm is asked how a payment stands"),
    "payments.refund": _("Money is given back"),
    "payments.settle": _("A message about a payment is followed up"),
    "retention.beat": _("The clock is looked at"),
    "retention.sweep": _("The nightly sweep of what has expired"),
    "rights.complaints": _("The complaints of a quarter are counted"),
    "rights.deletions": _("Deletions whose time to think is over are carried out"),
    "rights.export": _("A download is packed"),
    "rights.forget-stand-in": _("An address that was not proved, or was left, is forgotten"),
    "rights.upkeep": _("People we wait for are reminded"),
    "scans.ask": _("The service of advisories is asked about the libraries in use"),
    "scans.scan": _("The nightly scan for weak spots"),
    "sharing.chase": _("Recipients are reminded to erase"),
    "sharing.correct": _("A recipient is told what was corrected"),
    "sharing.corrections": _("Corrections that could not be told are tried again"),
    "sharing.deliver": _("A message is sent"),
    "sharing.demand": _("A recipient is told to erase"),
    "sharing.forget-effects": _("Proof of messages older than any backup is cleared"),
    "staff.review": _("The quarterly review of posts is begun"),
}


def words_of(name: str) -> str:
    """A kind of work in words; a name that nobody knows stays as it is."""
    return str(WORDS.get(name, name))
