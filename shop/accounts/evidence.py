"""What the accounts area can show for the promises."""

import datetime as dt
import re

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, get_hasher
from django.core.cache import caches
from django.utils.translation import gettext as _

from privacy.correspondence.models import Letter
from privacy.datamap import queries as datamap
from privacy.promises.figures import faults, own, people
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from privacy.sharing.models import Message
from privacy.vault import queries as vault
from shop.accounts.limits import Counters
from shop.accounts.models import Account, AccuracyCheck, Fault, Profile

NEWEST = 100
# Names of kinds of mistakes, as our code gives them.
KIND = re.compile(r"[a-z]+([-:][a-z]+)*")
MOST_KINDS = 80
# Where somebody without an account can try.
DOORS = ("login_failed", "request_login_code", "confirm_email", "reset_password", "privacy_form", "write_to_us")


@evidence("other.accuracy")
def asked_whether_right(at: dt.datetime) -> Evidence:
    """How many people said that their data is right, and that nobody is put off for longer than the policy says."""
    confirmed = AccuracyCheck.objects.exclude(confirmed_at=None).count()
    far = AccuracyCheck.objects.filter(ask_at__gt=at + dt.timedelta(days=181)).count()
    says = _("People who have confirmed their data: %(count)s; asked too late: %(far)s.")
    return Evidence(says, holds=far == 0, as_of=at, figures={"count": people(confirmed), "far": faults(far)})


@evidence("collect.account")
def opened_well(at: dt.datetime) -> Evidence:
    """Of the newest accounts none has a password kept otherwise than by the slow hash, or a name or number in clear."""
    newest = Account.objects.order_by("-created_at").values_list("password", flat=True)[:NEWEST]
    strong = (str(get_hasher().algorithm), UNUSABLE_PASSWORD_PREFIX)
    weak = sum(not one.startswith(strong) for one in newest)
    plain = vault.in_clear(datamap.declaration(Profile))
    says = _("Accounts: %(count)s; of the newest, with a password kept weakly: %(weak)s, a name in clear: %(plain)s.")
    figures = {"count": people(Account.objects.count()), "weak": faults(weak), "plain": faults(plain)}
    return Evidence(says, holds=not weak and not plain, as_of=at, figures=figures)


@evidence("collect.errors")
def kinds_alone(at: dt.datetime) -> Evidence:
    """What is counted of mistakes are a few kinds with names of our own shape, never something typed."""
    kinds = list(Fault.objects.values_list("kind", flat=True).distinct()[: MOST_KINDS + 1])
    strange = [one for one in kinds if not KIND.fullmatch(one)]
    says = _("Kinds of mistakes counted by day so far: %(kinds)s; that look like something typed: %(strange)s.")
    figures = {"kinds": own(len(kinds)), "strange": faults(len(strange))}
    return Evidence(says, holds=not strange and len(kinds) <= MOST_KINDS, as_of=at, figures=figures)


@evidence("use.security")
def tries_are_counted(at: dt.datetime) -> Evidence:
    """The counters that all processes share answer, and every door that a stranger can knock at has a limit."""
    shared = caches["default"]
    shared.get("witness")  # raises where the table is gone
    open_doors = [one for one in DOORS if not settings.ACCOUNT_RATE_LIMITS.get(one)]
    says = _("%(doors)s doors with a limit on tries, %(open)s without; failed sign-ins are counted by kind and day.")
    figures = {"doors": own(len(DOORS) - len(open_doors)), "open": own(len(open_doors))}
    return Evidence(says, holds=isinstance(shared, Counters) and not open_doors, as_of=at, figures=figures)


@evidence("use.account")
def letters_rest_sealed(at: dt.datetime) -> Evidence:
    """What we write to each other rests sealed, in and out."""
    plain = sum(vault.in_clear(datamap.declaration(model)) for model in (Message, Letter))
    says = _("Letters in and out: %(count)s; of the newest, in clear: %(plain)s.")
    figures = {"count": people(Message.objects.count() + Letter.objects.count()), "plain": faults(plain)}
    return Evidence(says, holds=not plain, as_of=at, figures=figures)
