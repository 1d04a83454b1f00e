"""Posts are given, changed and taken by two."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from privacy.access.models import Proposal
from privacy.access.services import on_approval, propose
from privacy.access.types import Actor, NotAllowed
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import OVERSEE_STAFF
from privacy.staff import registry
from privacy.staff.types import NotDone

POST = "staff.role"
NO_POST = "none"


def propose_post(*, account: str, role: str, by: Actor, reason: str, at: dt.datetime) -> Proposal:
    """Ask for an account to get a post, or none (""). Raises `NotDone` for oneself and for unknown posts."""
    if by.id == account:
        raise NotDone("nobody gives themselves a post")
    if role and datamap.role(role) is None:
        raise NotDone(f"no post is called {role}")
    return propose(
        kind=POST, subject=account, by=by, reason=reason, facts={"account": account, "role": role or NO_POST}, at=at
    )


@on_approval(POST, title=_("A post in the studio"), purpose=OVERSEE_STAFF, within=dt.timedelta(days=7))
def appoint(proposal: Proposal, at: dt.datetime) -> None:
    """Agreed: the post is given at once, and the sessions of that account end."""
    account, role = str(proposal.facts["account"]), str(proposal.facts["role"])
    if proposal.decided_by == account:
        raise NotAllowed("nobody agrees to their own post")
    registry.roster().appoint(account, "" if role == NO_POST else role, at)
