"""Two people send: one proposes, another looks at the notices and agrees."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kit.jobs.services import enqueue
from kit.opaque import is_opaque
from privacy.access.models import Proposal
from privacy.access.queries import open_proposals
from privacy.access.services import on_approval, propose
from privacy.access.types import Actor
from privacy.datamap.vocabulary import WARN
from privacy.incidents import registry
from privacy.incidents.models import Affected, Incident, StepTaken
from privacy.incidents.services.alarms import ring
from privacy.incidents.services.declaring import take
from privacy.incidents.types import Misstep

SEND = "incidents.send"


def propose_sending(*, incident: Incident, by: Actor, at: dt.datetime) -> Proposal:
    """Ask somebody else to look at the notices and agree; again for whoever was found since.

    Raises `Misstep` before people and words are known.
    """
    done = set(StepTaken.objects.filter(incident=incident).values_list("step", flat=True))
    if not {"count", "write"} <= done:
        raise Misstep("count the people and write what happened first")
    return propose(kind=SEND, subject=str(incident.pk), by=by, reason=incident.reference, at=at)


@on_approval(SEND, title=_("Sending the notices of an incident"), purpose=WARN, within=dt.timedelta(hours=24))
def send(proposal: Proposal, at: dt.datetime) -> None:
    """Agreed: the notices go out from now on."""
    incident = Incident.objects.get(pk=proposal.subject)
    by = Actor("staff", proposal.decided_by)
    agree(incident=incident, by=by, at=at, facts={"proposal": str(proposal.pk)})


def agree(*, incident: Incident, by: Actor, at: dt.datetime, facts: Mapping[str, str | int]) -> None:
    """Let the notices go to everybody found so far who was not agreed to yet."""
    Affected.objects.filter(incident=incident, agreed_at=None).update(agreed_at=at, next_at=at)
    take(incident=incident, step="send", by=by, at=at, facts=facts, again=True)
    enqueue("incidents.send", args={"incident": str(incident.pk)}, at=at)


def send_alone(*, incident: Incident, reason: str, by: Actor, at: dt.datetime) -> None:
    """In an emergency the keeper who proposed the notices sends them without a second: nobody else is awake.

    Only when the plan's time has passed since they proposed it. `reason` is a reference. The proposal ends as not
    agreed to, every keeper is woken, and somebody else has to look into it. Raises `Misstep` while it is too early,
    for whoever did not propose it, and without a reason.
    """
    proposal = open_proposals(at=at).filter(kind=SEND, subject=str(incident.pk)).first()
    waited = proposal is not None and at - proposal.proposed_at >= registry.plan().alone_after
    if proposal is None or not waited or proposal.proposed_by != by.id or not is_opaque(reason, longest=40):
        raise Misstep("propose it, ring the others, and wait; then say why")
    with transaction.atomic():
        if not Proposal.objects.filter(pk=proposal.pk, decided_at=None).update(decided_at=at, approved=False):
            raise Misstep("somebody has decided meanwhile")
        registry.note_emergency(by.id, reason, at)
        take(incident=incident, step="alone", by=by, at=at, facts={"reason": reason}, again=True)
        agree(incident=incident, by=by, at=at, facts={"alone": 1, "reason": reason})
        ring(incident=incident, occasion="alone", at=at)


def alone_from(incident: Incident, *, at: dt.datetime) -> dt.datetime | None:
    """When whoever proposed the notices may send them alone; None where nothing is proposed."""
    proposal = open_proposals(at=at).filter(kind=SEND, subject=str(incident.pk)).first()
    return proposal.proposed_at + registry.plan().alone_after if proposal else None
