"""Two people send: one proposes, another looks at the notices and agrees."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from kit.jobs.services import enqueue
from privacy.access.models import Proposal
from privacy.access.services import on_approval, propose
from privacy.access.types import Actor
from privacy.datamap.vocabulary import WARN
from privacy.incidents.models import Affected, Incident, StepTaken
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
