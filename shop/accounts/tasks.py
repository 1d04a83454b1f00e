"""Jobs of the accounts area."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef

from kit.jobs.registry import Args, every, job
from privacy.erasure import services as erasure
from privacy.handles.fields import Index
from privacy.handles.models import Handle
from shop.accounts.models import Account, Fault

CONFIRM_WITHIN = dt.timedelta(days=7)
AT_A_TIME = 500
FAULTS_KEPT = dt.timedelta(days=180)


@job("accounts.forget-address")
def forget_address(args: Args, at: dt.datetime) -> None:
    """Forget a handle that was only there to sign in with, once nobody signs in with it."""
    handle = Handle.objects.filter(pk=args["handle"]).first()
    if handle is None:
        return
    if not EmailAddress.objects.filter(user__person=handle.person_id, email=Index(handle.index)).exists():
        handle.delete()


@every("accounts.drop-unconfirmed", dt.time(4, 20))
def drop_unconfirmed(_args: Args, at: dt.datetime) -> None:
    """Accounts whose address nobody confirmed within a week are erased: it may be a stranger's."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    waiting = Account.objects.filter(created_at__lt=at - CONFIRM_WITHIN, last_login=None, person__erased_at=None)
    for person_id in waiting.exclude(Exists(confirmed)).values_list("person_id", flat=True)[:AT_A_TIME]:
        erasure.begin(person_ids=[person_id], at=at)


@every("accounts.tidy-faults", dt.time(4, 10))
def tidy_faults(_args: Args, at: dt.datetime) -> None:
    """Counts of faults go after half a year."""
    Fault.objects.filter(on__lt=(at - FAULTS_KEPT).date()).delete()
