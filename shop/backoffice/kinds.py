"""What kinds of data and their fields are called at the desk: of a customer, who is somebody else there."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Declaration, Text
from privacy.rights import wording
from privacy.rights.types import Denial, Outcome, Pending, Status
from shop.payments.types import Reason

TITLES: Mapping[str, Text] = {
    "account.EmailAddress": _("Addresses they sign in with"),
    "accounts.BookAddress": _("Their address book"),
    "accounts.Profile": _("What they are called"),
    "orders.Invoice": _("Their invoices"),
    "orders.Order": _("Their orders"),
    "orders.OrderEvent": _("What happened to their orders"),
    "privacy_children.GuardianRequest": _("Their requests as a guardian"),
    "privacy_children.Suspicion": _("What made us ask whether a child wrote"),
    "privacy_correspondence.Enclosure": _("Files they sent us"),
    "privacy_correspondence.Letter": _("Letters from them and to them"),
    "privacy_correspondence.Ticket": _("Their correspondence with us"),
    "privacy_feedback.Dispute": _("Their disputes about our promises"),
    "privacy_feedback.Remark": _("What they said about our promises"),
    "privacy_handles.Handle": _("How we reach and recognise them"),
    "privacy_incidents.MonitoringCode": _("Their code for identity monitoring"),
    "privacy_notice.Question": _("Their questions about the notice"),
    "privacy_rights.Request": _("Their requests about their data"),
    "privacy_sharing.Message": _("E-mails sent to them"),
    "privacy_staff.Assessment": _("Their assessments"),
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
    return TITLES.get(said.label) or said.model._meta.verbose_name_plural


def field_of(field: "Field[object, object]") -> Text:
    """What staff call a field."""
    return FIELDS.get(str(field.verbose_name)) or wording.name_of(field)


def standing_of(case: Any) -> str:
    """How somebody's request stands, and why."""
    status = STANDS.get(case.request.status) or case.status
    reason = STANDS.get(case.request.reason) or case.reason
    return f"{status}. {reason}" if reason else str(status)


def outcome_of(case: Any) -> str:
    """What came of somebody's complaint; "" while nothing has."""
    return str(OUTCOMES[case.request.outcome]) if case.request.outcome else ""


def noted(note: str) -> str:
    """What the journal notes beside an event, in words; the number of a parcel as it is."""
    return str(NOTES.get(note, note))
