"""Text messages: sealed while they wait, handed over through the gate, once; in the demo they lie in the outbox."""

import datetime as dt
import uuid

from django.conf import settings

from kit.jobs.services import enqueue
from privacy.datamap.types import Purpose
from privacy.datamap.vocabulary import DELIVER_MAIL, TEXT_RELAY
from privacy.handles.models import Handle
from privacy.handles.queries import newest
from privacy.handles.types import Kind
from privacy.sharing import texting
from privacy.sharing.models import Message
from privacy.sharing.services.bounces import note_bounce
from privacy.sharing.services.gate import disclose


def can_text() -> bool:
    """Whether a text message reaches anybody: a provider is connected, or messages lie in the demo's outbox."""
    return texting.sender() is not None or settings.PRIVACY_LOCAL_OUTBOX


def text(
    *, person_id: uuid.UUID, purpose: Purpose, text: str, language: str, key: str, at: dt.datetime, to: str = ""
) -> None:
    """Seal a text message to a person's phone and ask for its delivery. The same `key` posts once.

    It goes to the number with the keyed hash `to`, or to the best one known when it is sent.
    """
    message = Message(
        person_id=person_id,
        key=key,
        handle_index=to,
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
    send, handle = texting.sender(), _handle(message)
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


def _handle(message: Message) -> Handle | None:
    if not message.handle_index:
        return newest(message.person_id, Kind.PHONE)
    rows = Handle.objects.filter(person_id=message.person_id, kind=Kind.PHONE, index=message.handle_index)
    first: Handle | None = rows.first()
    return first
