"""Explanation meetings: dated as people there read the clock."""

import datetime as dt
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from kit.generation import touch
from privacy.notice.models import Meeting, Version
from privacy.notice.types import NotReady


def add_meeting(
    *, version: Version, on: dt.date, wall_time: dt.time, zone: str, place: str, link: str, language: str
) -> Meeting:
    """Enter a meeting about a change. Raises `NotReady` for a zone nobody knows or a day the change is in force."""
    if zone not in available_timezones():
        raise NotReady(_("No time zone is called so; write it like Asia/Shanghai."))
    if version.effective_on and on >= version.effective_on:
        raise NotReady(_("A meeting explains a change before it takes effect."))
    held = Meeting.objects.create(
        version=version, on=on, wall_time=wall_time, zone=zone, place=place, link=link, language=language
    )
    touch()
    return held


def remove_meeting(*, version: Version, meeting_id: int) -> None:
    """Take a meeting off a version's list."""
    Meeting.objects.filter(version=version, pk=meeting_id).delete()
    touch()
