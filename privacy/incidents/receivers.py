"""A notice that came back told nobody: the next handle is tried."""

import datetime as dt
from typing import Any

from django.dispatch import receiver

from privacy.incidents import services
from privacy.sharing.models import Message
from privacy.sharing.signals import came_back


@receiver(came_back)
def follow_up(*, message: Message, at: dt.datetime, **_signal: Any) -> None:
    """Whoever it was for counts as untold again."""
    services.bounced(message=message, at=at)
