"""What the accounts area can show for the promises."""

import datetime as dt

from django.utils.translation import gettext as _

from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from shop.accounts.models import AccuracyCheck


@evidence("other.accuracy")
def asked_whether_right(at: dt.datetime) -> Evidence:
    """How many people said that their data is right, and that nobody is put off for longer than the policy says."""
    confirmed = AccuracyCheck.objects.exclude(confirmed_at=None).count()
    far = AccuracyCheck.objects.filter(ask_at__gt=at + dt.timedelta(days=181)).count()
    says = _("%(count)d people have confirmed their data; %(far)d would be asked too late.") % {
        "count": confirmed,
        "far": far,
    }
    return Evidence(says, holds=far == 0, as_of=at)
