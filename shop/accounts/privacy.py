"""What the accounts area declares, its sign-in framework included."""

from allauth.account.models import EmailAddress, EmailConfirmation
from django.utils.translation import gettext_lazy as _

from policy.purposes import FULFIL_ORDER, KEEP_ACCOUNT, PROTECT
from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, NotPersonal, Personal
from privacy.datamap.vocabulary import (
    ADDRESS,
    CHOICE,
    CONTACT,
    CREDENTIAL,
    NAME,
    PHONE,
    SIGN_IN,
    TRACE,
    WHILE_CUSTOMER,
)
from shop.accounts.models import Account, AccuracyCheck, BookAddress, Fault, Profile

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
    Profile,
    title=_("What we call you"),
    fields={
        "name": Personal(NAME, for_=[KEEP_ACCOUNT, FULFIL_ORDER]),
        "phone": Personal(PHONE, for_=[KEEP_ACCOUNT, FULFIL_ORDER]),
        "language": Personal(CHOICE, for_=[KEEP_ACCOUNT]),
        "changed_at": Personal(TRACE, for_=[KEEP_ACCOUNT]),
    },
    kept=WHILE_CUSTOMER,
    since="changed_at",
)
describe(
    AccuracyCheck,
    title=_("When we next ask whether your data is right"),
    fields={
        "ask_at": Personal(TRACE, for_=[KEEP_ACCOUNT]),
        "confirmed_at": Personal(TRACE, for_=[KEEP_ACCOUNT]),
    },
    kept=WHILE_CUSTOMER,
    since="ask_at",
)
describe(
    BookAddress,
    title=_("Your address book"),
    fields={
        "recipient": Personal(NAME, for_=[KEEP_ACCOUNT]),
        "phone": Personal(PHONE, for_=[KEEP_ACCOUNT]),
        "parts": Personal(ADDRESS, for_=[KEEP_ACCOUNT]),
        "preferred": Personal(CHOICE, for_=[KEEP_ACCOUNT]),
        "changed_at": Personal(TRACE, for_=[KEEP_ACCOUNT]),
    },
    kept=WHILE_CUSTOMER,
    since="changed_at",
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
describe(
    EmailConfirmation,
    not_personal="unused: codes are sent instead",
    fields={"email_address": Edge("the address it would have confirmed", AtOtherEnd.ROW_GOES)},
)
describe(Fault, not_personal="a day, a kind of fault and how often")
