"""Who is signed in, looked up at each of their requests."""

import uuid
from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend

from kit.prepared import prepared
from shop.accounts.models import Account

if TYPE_CHECKING:
    from django.db.models import QuerySet

COLUMNS = tuple(field.attname for field in Account._meta.concrete_fields)


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in as the framework does; the account of a session is found by a statement compiled once."""

    def get_user(self, user_id: uuid.UUID) -> Account | None:
        """The account of this number that may be signed in, or None."""
        rows = _row(account=user_id)
        found = Account.from_db("default", COLUMNS, rows[0]) if rows else None
        return found if found and self.user_can_authenticate(found) else None


@prepared(account=uuid.UUID)
def _row(*, account: uuid.UUID) -> "QuerySet[Account, tuple[Any, ...]]":
    return Account.objects.filter(pk=account).values_list(*COLUMNS)
