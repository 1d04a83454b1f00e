"""A notice of a transfer that came back told nobody."""

import datetime as dt
from typing import Any

from django.dispatch import receiver

from privacy.handover import services
from privacy.sharing import signals


@receiver(signals.came_back)
def follow_up(*, message: Any, at: dt.datetime, **_signal: Any) -> None:
    """Whoever it was for counts as untold again."""
    services.came_back(key=message.key, person_id=message.person_id, at=at)
