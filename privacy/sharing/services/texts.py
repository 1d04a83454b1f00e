"""Text messages: sealed while they wait, handed over through the gate, once; in the demo they lie in the outbox."""

import datetime as dt
import uuid

from kit.jobs.services import enqueue
from privacy.datamap.types import Purpose
from privacy.datamap.vocabulary import DELIVER_MAIL, TEXT_RELAY
from privacy.handles.queries import newest
from privacy.handles.types import Kind
from privacy.sharing import texting
from privacy.sharing.models import Message
from privacy.sharing.services.bounces import note_bounce
from privacy.sharing.services.gate import disclose


def text(*, person_id: uuid.UUID, purpose: Purpose, text: str, language: str, key: str, at: dt.datetime) -> None:
    """Seal a text message to a person's phone and ask for its delivery. The same `key` posts once."""
    message = Message(
        person_id=person_id,
        key=key,
        channel="text",
        purpose=purpose.id,
        language=language,
        subject="",
        text=text,
        created_at=at,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    enqueue("sharing.deliver", args={"key": key}, key=f"deliver:{key}", at=at)


def hand_over(message: Message, at: dt.datetime) -> bool:
    """Give a text message to the provider. False when there is none or no number is known: it stays where it is.

    So it does, noted as come back, when the number takes no messages. Raises OSError when it may be tried again.
    """
    send, handle = texting.sender(), newest(message.person_id, Kind.PHONE)
    if send is None or handle is None:
        return False
    fields = {"to": handle.value, "text": message.text}
    opened = disclose(to=TEXT_RELAY, purpose=DELIVER_MAIL, person_id=message.person_id, fields=fields, at=at)
    try:
        send(opened["to"], opened["text"])
    except texting.NotTaken as refused:
        note_bounce(message_id=message.pk, code=str(refused)[:12], at=at)
        return False
    return True
