"""What the accounts area lends to those who watch over staff: who has a post, and how one is given or taken."""

import datetime as dt
from collections.abc import Sequence

from privacy.staff.registry import use_roster
from privacy.staff.types import Member, NotDone, Roster
from shop.accounts.models import Account, Profile
from shop.accounts.services.staff import appoint


def members() -> Sequence[Member]:
    """Everybody with a post, by post: two queries."""
    accounts = list(Account.objects.exclude(role="").filter(is_active=True).order_by("role", "created_at", "pk"))
    spoken = Profile.objects.filter(person__in=[one.person_id for one in accounts])
    languages = dict(spoken.values_list("person_id", "language"))
    return [Member(str(one.pk), one.person_id, one.role, languages.get(one.person_id) or "en") for one in accounts]


def _appoint(account: str, role: str, at: dt.datetime) -> None:
    found = Account.objects.filter(pk=account).first()
    if found is not None:
        appoint(account=found, role=role, way="desk", at=at)
    elif role:
        raise NotDone("this account is gone")


use_roster(Roster(members, _appoint))
