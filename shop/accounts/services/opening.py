"""Opening an account, and proving the address it is opened with."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy.children import registry as channels
from privacy.children import services as children
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.ledger import services as ledger
from privacy.notice import services as notice
from privacy.people import services as people
from shop.accounts.models import Account, Profile
from shop.accounts.signals import AccountOpened, AddressProved, account_opened, address_proved

REGISTRATIONS = channels.channel("registrations", _("Registrations"))


def open_account(*, email: str, password: str, name: str, language: str, at: dt.datetime) -> Account:
    """A new person with an account, and the notice then in force on record, in one transaction.
    The address is not confirmed yet.

    The caller has checked the password and that nobody signs in with this address.
    """
    with transaction.atomic():
        account = Account(person=people.create(at=at), created_at=at)
        account.set_password(password)
        account.save(force_insert=True)
        Profile.objects.create(person_id=account.person_id, name=name or None, language=language, changed_at=at)
        EmailAddress.objects.create(user=account, email=email.lower(), primary=True, verified=False)
        ledger.append(kind="account.opened", about=account.person_id, facts={"language": language}, at=at)
        notice.agree(person_id=account.person_id, language=language, surface="sign-up", at=at)
        children.watch(person_id=account.person_id, text=name, channel=REGISTRATIONS, source=str(account.pk), at=at)
        fact = AccountOpened(account.pk, account.person_id, language, at)
        account_opened.send(sender=None, fact=fact)
    return account


def prove_address(*, account: Account, email: str, at: dt.datetime) -> None:
    """The account's owner has shown that `email` is theirs: guests who gave it are one with them from now on."""
    with transaction.atomic():
        joined = handles.prove(person_id=account.person_id, kind=Kind.EMAIL, value=email, at=at)
        ledger.append(kind="account.address-proved", about=account.person_id, facts={"joined": joined}, at=at)
        address_proved.send(sender=None, fact=AddressProved(account.person_id, joined, at))
