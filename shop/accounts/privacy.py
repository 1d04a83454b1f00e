"""What the accounts area declares, its sign-in framework included."""

from allauth.account.models import EmailAddress, EmailConfirmation
from django.utils.translation import gettext_lazy as _

from policy.purposes import KEEP_ACCOUNT, PROTECT
from privacy.datamap.services import describe
from privacy.datamap.types import NotPersonal, Personal
from privacy.datamap.vocabulary import CONTACT, CREDENTIAL, SIGN_IN, TRACE, WHILE_CUSTOMER
from shop.accounts.models import Account

describe(
    Account,
    title=_("Your account"),
    fields={
        "password": Personal(CREDENTIAL, for_=[SIGN_IN]),
        "last_login": Personal(TRACE, for_=[SIGN_IN, PROTECT]),
        "is_active": NotPersonal("whether the account is open"),
        "created_at": Personal(TRACE, for_=[KEEP_ACCOUNT]),
        "role": NotPersonal("a post in the studio"),
    },
    kept=WHILE_CUSTOMER,
    since="created_at",
)
describe(
    EmailAddress,
    person="user__person",
    title=_("Addresses you sign in with"),
    fields={
        "email": Personal(CONTACT, for_=[SIGN_IN]),
        "verified": Personal(TRACE, for_=[SIGN_IN]),
        "primary": Personal(TRACE, for_=[SIGN_IN]),
    },
    kept=WHILE_CUSTOMER,
    since="user__created_at",
)
describe(EmailConfirmation, not_personal="unused: codes are sent instead")
