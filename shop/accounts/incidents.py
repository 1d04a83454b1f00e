"""What the accounts area adds when data leaks: the language of people, and passwords that no longer work."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from privacy.incidents.registry import demand_by, languages_by
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
