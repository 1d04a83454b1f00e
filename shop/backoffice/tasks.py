"""The desk's own work."""

import datetime as dt
from zoneinfo import ZoneInfo

from kit import workdays
from kit.jobs.registry import Args, every
from shop.backoffice import morning

EIGHT = dt.time(8, tzinfo=ZoneInfo(workdays.CHINA.zone))


@every("desk.morning", EIGHT)
def tell(_args: Args, at: dt.datetime) -> None:
    """What waits, to whoever may see to it."""
    morning.tell(at=at)
