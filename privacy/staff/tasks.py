"""Jobs of the staff room."""

import datetime as dt

from kit.jobs.registry import Args, every
from privacy.staff import services


@every("staff.review", dt.timedelta(days=1))
def review(_args: Args, at: dt.datetime) -> None:
    """The quarter's review is frozen on its first day, or as soon as anything runs after it."""
    services.begin_review(at=at)
