"""Jobs of the accounts area."""

import datetime as dt

from allauth.account.models import EmailAddress

from kit.jobs.registry import Args, every, job
from privacy.handles.fields import Index
from privacy.handles.models import Handle
from shop.accounts.models import Fault

FAULTS_KEPT = dt.timedelta(days=180)


@job("accounts.forget-address")
def forget_address(args: Args, at: dt.datetime) -> None:
    """Forget a handle that was only there to sign in with, once nobody signs in with it."""
    handle = Handle.objects.filter(pk=args["handle"]).first()
    if handle is None:
        return
    if not EmailAddress.objects.filter(user__person=handle.person_id, email=Index(handle.index)).exists():
        handle.delete()


@every("accounts.tidy-faults", dt.time(4, 10))
def tidy_faults(_args: Args, at: dt.datetime) -> None:
    """Counts of faults go after half a year."""
    Fault.objects.filter(on__lt=(at - FAULTS_KEPT).date()).delete()
