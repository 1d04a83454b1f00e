"""The letter of the morning: to everybody with a post, what waits in the rooms they may enter."""

import datetime as dt

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kit import workdays
from privacy.datamap.vocabulary import OVERSEE_STAFF
from privacy.sharing.services import post
from privacy.staff.registry import members
from privacy.staff.types import Member
from shop.backoffice.waiting import Counts, for_post


def tell(*, at: dt.datetime) -> int:
    """Write to everybody for whom something waits, once a working day of the studio. Returns to how many.

    So what is due before long is heard of before its day is over, whether or not anybody opens the desk.
    """
    today = workdays.local_day(at)
    if not workdays.is_workday(today):
        return 0
    counts = Counts(at)
    return sum(_tell(one, today, counts) for one in members())


def _tell(member: Member, today: dt.date, counts: Counts) -> bool:
    with translation.override(member.language or "en"):
        lines = [line for line in for_post(member.role, counts) if line.count]
        if not lines:
            return False
        desk = settings.SITE_URL + reverse("desk:home")
        subject = render_to_string("backoffice/mail/morning_subject.txt", {"lines": lines})
        text = render_to_string("backoffice/mail/morning.txt", {"lines": lines, "desk": desk})
    post(
        person_id=member.person_id,
        purpose=OVERSEE_STAFF,
        subject=" ".join(subject.split()),
        text=text,
        language=member.language or "en",
        key=f"morning:{today.isoformat()}:{member.account[:12]}",
        at=counts.at,
    )
    return True
