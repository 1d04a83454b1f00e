"""What came back for good, by mail or from the text message operator."""

import datetime as dt
import uuid

from django.db import transaction

from privacy.sharing.models import Message
from privacy.sharing.signals import came_back


def note_bounce(*, message_id: uuid.UUID, code: str, at: dt.datetime) -> bool:
    """Write down that a message of ours came back for good, and say so to the rooms that sent it.

    False when we sent none such, or knew already.
    """
    with transaction.atomic():
        if not Message.objects.filter(pk=message_id, bounced_at=None).update(bounced_at=at, bounce_code=code):
            return False
        came_back.send(sender=Message, message=Message.objects.get(pk=message_id), at=at)
    return True
