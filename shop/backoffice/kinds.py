"""What kinds of data and their fields are called at the desk: of a customer, who is somebody else there."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Declaration, Text
from privacy.feedback.types import Outcome as Settled
from privacy.rights import wording
from privacy.rights.types import Denial, Outcome, Pending, Status
from shop.payments.types import Reason

TITLES: Mapping[str, Text] = {
    "account.EmailAddress": _("Addresses they sign in with"),
    "accounts.Account": _("Their account"),
    "accounts.AccuracyCheck": _("When we next ask whether their data is right"),
    "accounts.BookAddress": _("Their address book"),
    "accounts.Profile": _("What they are called"),
    "orders.Cart": _("Their cart"),
    "orders.Checkout": _("Checkouts they began"),
    "orders.Invoice": _("Their invoices"),
    "orders.Order": _("Their orders"),
    "orders.OrderEvent": _("What happened to their orders"),
    "orders.OrderLine": _("What they ordered"),
    "orders.OrderLink": _("Links to their orders"),
    "payments.Payment": _("Their payments"),
    "payments.Refund": _("Their refunds"),
    "privacy_access.Opening": _("Who read their data"),
    "privacy_children.GuardianRequest": _("Their requests as a guardian"),
    "privacy_children.Suspicion": _("What made us ask whether a child wrote"),
    "privacy_consent.ConsentEvent": _("Their consents"),
    "privacy_correspondence.Enclosure": _("Files they sent us"),
    "privacy_correspondence.Letter": _("Letters from them and to them"),
    "privacy_correspondence.Ticket": _("Their correspondence with us"),
    "privacy_feedback.Dispute": _("Their disputes about our promises"),
    "privacy_feedback.Remark": _("What they said about our promises"),
    "privacy_handles.Handle": _("How we reach and recognise them"),
    "privacy_handover.Objection": _("Their objection to a transfer"),
    "privacy_handover.Publication": _("Publications about them that were demanded"),
    "privacy_incidents.Affected": _("Incidents that concern them"),
    "privacy_incidents.MonitoringCode": _("Their code for identity monitoring"),
    "privacy_notice.Agreement": _("Versions of the notice they agreed to"),
    "privacy_notice.Delivery": _("Changes of the notice they were told of"),
    "privacy_notice.Question": _("Their questions about the notice"),
    "privacy_rights.CaseLetter": _("Letters about their requests"),
    "privacy_rights.Request": _("Their requests about their data"),
    "privacy_sharing.Connection": _("Social networks they linked"),
    "privacy_sharing.Disclosure": _("Who received their data"),
    "privacy_sharing.Message": _("E-mails sent to them"),
    "privacy_staff.Assessment": _("Their assessments"),
    "privacy_staff.BrokenGlass": _("Their emergency access"),
    "privacy_staff.ReviewLine": _("Reviews of what they may do"),
    "privacy_staff.Training": _("Their training"),
    "privacy_staff.Violation": _("What they were found to do wrong"),
    "privacy_vault.SealedFile": _("Their files"),
}
# By the verbose name of a field, where its own person reads it as "yours".
FIELDS: Mapping[str, Text] = {
    "note": _("Their note"),
    "reply": _("Their reply"),
    "said": _("What they wrote"),
    "words": _("Their words"),
}
# Where a verbose name alone would be read as something else.
FIELDS_OF: Mapping[str, Text] = {
    "accounts.BookAddress.recipient": _("Who receives it"),
    "privacy_vault.SealedFile.name": _("Name of the file"),
}

# What is told to the person as "you": how a request stands, and why.
STANDS: Mapping[str, Text] = {
    Status.EXPIRED: _("lapsed: we waited a month for a word from them"),
    Denial.FRAUD: _("It looks as if somebody else had asked in their name."),
    Denial.UNPROVED: _("It was not shown that it is they who ask."),
    Denial.NO_MATCH: _("We know nothing about them that this could concern."),
    Denial.OUTSIDE: _("The law this right comes from does not hold where they are."),
    Pending.IDENTITY: _("We wait for them to confirm that it is they who ask."),
}
OUTCOMES: Mapping[str, Text] = {
    Outcome.UPHELD: _("They were right"),
    Outcome.PARTLY: _("They were partly right"),
    Outcome.UNFOUNDED: _("We did not find what they describe"),
}
SETTLED: Mapping[str, Text] = {
    Settled.UPHELD: _("They are right"),
    Settled.PARTLY: _("They are right in part"),
    Settled.DECLINED: _("We read it otherwise"),
}

# What the journal of an order notes beside an event.
NOTES: Mapping[str, Text] = {
    **{reason.value: reason.label for reason in Reason},
    "unpaid": _("Nobody paid in time"),
    "replaced": _("A newer order took its place"),
    "late": Reason.LATE_MONEY.label,
    "sold-out": _("The piece was sold meanwhile"),
}


def title_of(said: Declaration) -> Text:
    """What staff call a kind of data."""
    return TITLES.get(said.label) or said.title or said.label


def field_of(field: "Field[object, object]") -> Text:
    """What staff call a field."""
    special = FIELDS_OF.get(f"{field.model._meta.label}.{field.name}")
    return special or FIELDS.get(str(field.verbose_name)) or wording.name_of(field)


def standing_of(case: Any) -> str:
    """How somebody's request stands, and why."""
    status, reason = STANDS.get(case.request.status) or case.status, reason_of(case)
    return gettext("%(status)s. %(reason)s") % {"status": status, "reason": reason} if reason else str(status)


def reason_of(case: Any) -> str:
    """Why somebody's request waits or was refused; "" for no reason."""
    return str(STANDS.get(case.request.reason) or case.reason or "")


def outcome_of(case: Any) -> str:
    """What came of somebody's complaint; "" while nothing has."""
    return str(OUTCOMES[case.request.outcome]) if case.request.outcome else ""


def settled(outcome: str) -> str:
    """How a dispute ended."""
    return str(SETTLED[outcome])


def noted(note: str) -> str:
    """What the journal notes beside an event, in words; the number of a parcel as it is."""
    return str(NOTES.get(note, note))
