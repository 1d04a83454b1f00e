"""What one person alone must not do: one proposes, another of the right post agrees, and only then it is done."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping

from django.db import transaction

from privacy.access import registry
from privacy.access.models import Proposal
from privacy.access.types import Actor, NotAllowed, TooLate
from privacy.datamap import queries as datamap
from privacy.datamap.types import Purpose, Text
from privacy.ledger import services as ledger


def on_approval(
    kind: str, *, title: Text, purpose: Purpose, within: dt.timedelta
) -> Callable[[registry.Carry], registry.Carry]:
    """Register the decorated `(proposal, at) -> None` as what happens once a `kind` is agreed to, in that transaction.

    Whoever decides needs a post with `purpose`. A proposal expires after `within`.
    """

    def register(carry_out: registry.Carry) -> registry.Carry:
        registry.matters[kind] = registry.Matter(title, purpose, within, carry_out)
        return carry_out

    return register


def propose(
    *, kind: str, subject: str, by: Actor, reason: str, at: dt.datetime, facts: Mapping[str, str | int] | None = None
) -> Proposal:
    """Ask for a second pair of eyes; an open proposal about the same `subject` is given back instead.

    `subject`, `reason` and `facts` are references, never personal. Raises KeyError for a kind nobody carries out.
    """
    matter = registry.matters[kind]
    with transaction.atomic():
        Proposal.objects.filter(kind=kind, subject=subject, decided_at=None, expires_at__lte=at).update(
            decided_at=at, approved=False
        )
        proposal, is_new = Proposal.objects.get_or_create(
            kind=kind,
            subject=subject,
            decided_at=None,
            defaults={
                "facts": dict(facts or {}),
                "reason": reason,
                "proposed_by": by.id,
                "proposed_at": at,
                "expires_at": at + matter.within,
            },
        )
        if is_new:
            _note("access.proposed", proposal, by, at)
    return proposal


def decide(*, proposal_id: uuid.UUID, by: Actor, approve: bool, at: dt.datetime) -> Proposal:
    """Agree or refuse; what was agreed to is carried out at once, or nothing happens at all.

    Raises `NotAllowed` for whoever proposed it and for posts that may not decide, `TooLate` when it is no longer open.
    """
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
        if proposal is None or proposal.decided_at or proposal.expires_at <= at:
            raise TooLate(str(proposal_id))
        matter, role = registry.matters[proposal.kind], datamap.role(by.role)
        if by.id == proposal.proposed_by:
            raise NotAllowed("nobody agrees to what they proposed themselves")
        if role is None or matter.purpose not in role.purposes or registry.objection(by, at):
            raise NotAllowed(f"{by.role} may not decide {proposal.kind}")
        proposal.decided_by, proposal.decided_at, proposal.approved = by.id, at, approve
        proposal.save(update_fields=["decided_by", "decided_at", "approved"])
        _note("access.approved" if approve else "access.declined", proposal, by, at)
        if approve:
            matter.carry_out(proposal, at)
    return proposal


def _note(kind: str, proposal: Proposal, by: Actor, at: dt.datetime) -> None:
    ledger.append(
        kind=kind, about=None, facts={"proposal": str(proposal.pk), "what": proposal.kind, "by": by.id}, at=at
    )
