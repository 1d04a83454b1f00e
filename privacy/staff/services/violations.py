"""What was done wrong. A suspension needs one and counts at once; lifting it needs two."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy.access.models import Proposal
from privacy.access.services import on_approval, propose
from privacy.access.types import Actor, NotAllowed
from privacy.datamap.vocabulary import OVERSEE_STAFF
from privacy.ledger import services as ledger
from privacy.staff.models import Violation
from privacy.staff.types import Member, NotDone
from privacy.vault import services as vault

LIFT = "staff.lift"


def note_violation(*, member: Member, by: Actor, consequence: str, words: str, at: dt.datetime) -> Violation:
    """Write it down; a suspension ends their sessions and closes everything at the next request.

    Raises `NotDone` for oneself.
    """
    if by.id == member.account:
        raise NotDone("nobody judges themselves")
    with transaction.atomic():
        row: Violation = Violation.objects.create(
            person_id=member.person_id,
            account=member.account,
            noted_by=by.id,
            at=at,
            consequence=consequence,
            words=words,
        )
        facts = {"consequence": consequence, "by": by.id}
        ledger.append(kind="staff.violation", about=member.person_id, facts=facts, at=at)
        if consequence == "suspended":
            vault.end_sessions([member.person_id])
    return row


def propose_lifting(*, violation: Violation, by: Actor, at: dt.datetime) -> Proposal:
    """Ask for a suspension to be lifted. Raises `NotDone` for whoever is suspended."""
    if by.id == violation.account:
        raise NotDone("nobody lifts their own suspension")
    return propose(kind=LIFT, subject=str(violation.pk), by=by, reason="lift", at=at)


@on_approval(LIFT, title=_("Lifting a suspension"), purpose=OVERSEE_STAFF, within=dt.timedelta(days=7))
def lift(proposal: Proposal, at: dt.datetime) -> None:
    """Agreed: the suspension ends."""
    row = Violation.objects.get(pk=proposal.subject)
    if proposal.decided_by == row.account:
        raise NotAllowed("nobody lifts their own suspension")
    row.lifted_at = at
    row.save(update_fields=["lifted_at"])
    ledger.append(kind="staff.lifted", about=row.person_id, facts={"by": proposal.decided_by}, at=at)
