"""E-mail: sealed while it waits, handed over through the gate, once."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from kit.jobs.services import enqueue
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.consent import links
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Purpose
from privacy.datamap.vocabulary import DELIVER_MAIL, MAIL_RELAY
from privacy.handles.models import Handle
from privacy.handles.queries import newest
from privacy.handles.types import Kind, normalised
from privacy.sharing.models import Message
from privacy.sharing.services import texts
from privacy.sharing.services.gate import disclose
from privacy.sharing.services.wanted import withhold
from privacy.vault import files
from privacy.vault import services as vault
from privacy.vault.models import SealedFile


def post(
    *,
    person_id: uuid.UUID,
    purpose: Purpose,
    subject: str,
    text: str,
    html: str = "",
    language: str,
    key: str,
    at: dt.datetime,
    to: str = "",
    attachments: Sequence[uuid.UUID] = (),
) -> None:
    """Seal a message and ask for its delivery, in the caller's transaction. The same `key` posts once.

    It goes to the handle `to` of this person (an address, or the keyed hash of one), or to the best one known when it
    is sent. `attachments` are sealed files.
    """
    message = Message(
        person_id=person_id,
        key=key,
        handle_index=vault.index_of(Kind.EMAIL, normalised(Kind.EMAIL, to)) if "@" in to else to,
        purpose=purpose.id,
        language=language,
        subject=subject,
        text=text,
        html=html or None,
        attachments=[str(id_) for id_ in attachments],
        created_at=at,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    enqueue("sharing.deliver", args={"key": key}, key=f"deliver:{key}", at=at)


def add_headers(*, key: str, headers: Mapping[str, str]) -> str:
    """Give a mail posted in this transaction header lines such as In-Reply-To; returns its own name for mail servers.

    They are sealed as its words are. A name in it may hold an address.
    """
    message: Message = Message.objects.get(key=key)
    message.headers = dict(headers)
    message.save(update_fields=["headers"])
    return message.message_id


def deliver(*, key: str, at: dt.datetime) -> None:
    """Hand the message over. In the embedded demo it has arrived when it lies in the outbox of the browser.

    What rests on a consent that was taken back meanwhile stays here for good. Raises what the mail server raises, so
    that the job tries again; raises `Refused` when the gate is shut.
    """
    message = Message.objects.filter(key=key, sent_at=None).first()
    if message is None or withhold([message], at=at):
        return
    left = f"message:{key}"  # after a restore its job may be waiting once more
    if not settings.PRIVACY_LOCAL_OUTBOX and not vault.has_left(left):
        if not _hand_over(message, at):
            return
        vault.remember_effect(left, at=at)
    Message.objects.filter(pk=message.pk).update(sent_at=at)


def _hand_over(message: Message, at: dt.datetime) -> bool:
    """Whether there was somebody to hand it to."""
    if message.channel == "text":
        return texts.hand_over(message, at)
    if handle := _handle(message):
        _send(message, handle, at)
    return handle is not None


def _handle(message: Message) -> Handle | None:
    """Where the message goes; None when the address was forgotten meanwhile, and then nothing is sent."""
    if not message.handle_index:
        return newest(message.person_id, Kind.EMAIL)
    rows = Handle.objects.filter(person_id=message.person_id, kind=Kind.EMAIL, index=message.handle_index)
    first: Handle | None = rows.first()
    return first


def _send(message: Message, handle: Handle, at: dt.datetime) -> None:
    fields = {"to": handle.value, "subject": message.subject, "text": message.text}
    for name in ("html", "headers"):
        if getattr(message, name) is not None:
            fields[name] = getattr(message, name)
    opened = disclose(
        to=MAIL_RELAY,
        purpose=DELIVER_MAIL,
        person_id=message.person_id,
        fields=fields,
        at=at,
        reference=str(message.pk),  # the relay's log knows it as the Message-ID
    )
    mail = EmailMultiAlternatives(
        subject=" ".join(opened["subject"].split()),
        body=opened["text"],
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[opened["to"]],
        headers={**opened.get("headers", {}), **_ways_out(message, at), "Message-ID": message.message_id},
    )
    if "html" in opened:
        mail.attach_alternative(opened["html"], "text/html")
    with acting(DELIVER_MAIL, by=Actor.system("mailer"), at=at):
        for file in SealedFile.objects.filter(pk__in=message.attachments):
            mail.attach(str(file.name), b"".join(files.chunks(file)), file.media_type)
    mail.send()


def _ways_out(message: Message, at: dt.datetime) -> dict[str, str]:
    """What lets a mail program take the consent back that this mail rests on (RFC 2369, RFC 8058)."""
    purpose = datamap.purpose(message.purpose)
    if not locks.rests_on_consent(purpose, at):
        return {}
    address = settings.SITE_URL + links.address(message.person_id, purpose, language=message.language)
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
