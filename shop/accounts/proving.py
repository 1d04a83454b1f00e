"""The password once more, as the rights room asks for it before a deletion."""

import uuid

from allauth.account.adapter import get_adapter

from privacy.rights.registry import register_prover
from shop.accounts.models import Account


@register_prover
def is_their_password(person_id: uuid.UUID, password: str) -> bool:
    """Whether it is the password of this person's account. Raises ValidationError after too many tries.

    Tries count together with those at sign-in: a browser left open gives no further guesses.
    """
    account = Account.objects.filter(person_id=person_id, is_active=True).first()
    return account is not None and bool(get_adapter().reauthenticate(account, password))
