"""What the accounts area adds when data leaks: languages, passwords that no longer work, keepers who are woken."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from privacy.datamap.vocabulary import WARN
from privacy.incidents.registry import demand_by, languages_by, note_emergencies_by, wake_by
from privacy.incidents.types import Keeper
from privacy.staff import registry as staff
from privacy.staff.services import act_alone, keepers
from shop.accounts.models import Account, Profile


@languages_by
def languages(person_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """The language each person has chosen."""
    rows = Profile.objects.filter(person__in=list(person_ids)).exclude(language="")
    return dict(rows.values_list("person_id", "language"))


@demand_by
def void_passwords(person_ids: Iterable[uuid.UUID], _at: dt.datetime) -> None:
    """The next sign-in needs a code by mail or a new password; the old one opens nothing."""
    for account in Account.objects.filter(person__in=list(person_ids)):
        account.set_unusable_password()
        account.save(update_fields=["password"])


@wake_by
def woken() -> list[Keeper]:
    """The keepers of the house."""
    return [Keeper(one.account, one.person_id, one.language) for one in keepers()]


@note_emergencies_by
def note_emergency(account: str, reason: str, at: dt.datetime) -> None:
    """Somebody acted where two should: it stands among the broken glass until another has looked into it."""
    act_alone(member=staff.member(account), purpose=WARN.id, reason=reason, at=at)
