"""Nobody tells everybody, or seals everybody's data, alone: one proposes, another looks at the receiver and agrees."""

import datetime as dt
import hashlib

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.access import queries as access
from privacy.access import services as four_eyes
from privacy.access.models import Proposal
from privacy.access.types import Actor
from privacy.datamap.types import Purpose
from privacy.handover.models import Transfer
from privacy.handover.services.sealing import begin_sealing, refuse_too_early
from privacy.handover.services.telling import begin_telling, refuse_untold
from privacy.handover.types import NotAllowed

TELL, SEAL = "transfer.tell", "transfer.seal"
WITHIN = dt.timedelta(days=30)


def agreed_by(purpose: Purpose) -> None:
    """Let holders of a post with this purpose agree to what another of them proposed. The policy says which."""
    telling = four_eyes.on_approval(TELL, title=_("Telling everybody of a transfer"), purpose=purpose, within=WITHIN)
    sealing = four_eyes.on_approval(SEAL, title=_("Sealing the package of a transfer"), purpose=purpose, within=WITHIN)
    telling(_tell)
    sealing(_seal)


def propose_telling(*, transfer: Transfer, by: Actor, at: dt.datetime) -> Proposal:
    """Ask a second person to have everybody written to. Raises `NotAllowed` where it could not begin anyhow."""
    refuse_untold(transfer)
    return _propose(TELL, transfer, by, at)


def propose_sealing(*, transfer: Transfer, by: Actor, at: dt.datetime) -> Proposal:
    """Ask a second person to have the package sealed for the receiver's key. Raises `NotAllowed` as `seal` does."""
    refuse_too_early(transfer, at)
    if transfer.sealing_at is not None:
        raise NotAllowed(gettext("The package is being written."))
    return _propose(SEAL, transfer, by, at)


def proposed(transfer: Transfer, *, at: dt.datetime) -> Proposal | None:
    """What waits for a second person to agree to it."""
    return access.open_proposals(at=at).filter(kind__in=(TELL, SEAL), subject=transfer.reference).first()


def fingerprint(transfer: Transfer) -> str:
    """What two people agree on: the receiver, its key and mailbox, and what passes. 64 hexadecimal digits."""
    said = [transfer.receiver, transfer.country, transfer.mailbox, transfer.public_key, *transfer.purposes]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _propose(kind: str, transfer: Transfer, by: Actor, at: dt.datetime) -> Proposal:
    facts = {"terms": fingerprint(transfer)}
    return four_eyes.propose(
        kind=kind, subject=transfer.reference, by=by, reason=transfer.reference, facts=facts, at=at
    )


def _tell(proposal: Proposal, at: dt.datetime) -> None:
    begin_telling(transfer=_unchanged(proposal), approval=str(proposal.pk), at=at)


def _seal(proposal: Proposal, at: dt.datetime) -> None:
    begin_sealing(transfer=_unchanged(proposal), approval=str(proposal.pk), at=at)


def _unchanged(proposal: Proposal) -> Transfer:
    transfer = Transfer.objects.get(reference=proposal.subject)
    if proposal.facts["terms"] != fingerprint(transfer):
        raise NotAllowed(gettext("The receiver, its key or what passes is no longer what was proposed."))
    return transfer
