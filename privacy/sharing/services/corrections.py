"""Telling recipients what was corrected: whoever received a field gets its right value, through the gate."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kit.failpoints import hit
from kit.jobs.services import enqueue
from privacy.datamap import queries as datamap
from privacy.datamap import registry
from privacy.sharing.models import Contact, Correction, Disclosure
from privacy.sharing.services.gate import disclose
from privacy.sharing.types import Refused
from privacy.vault.sealed import Sealed


def announce_correction(
    *,
    person_ids: Iterable[uuid.UUID],
    place: str,
    record: str,
    at: dt.datetime,
    reference: str = "",
    to: Collection[str] = (),
) -> int:
    """Have everybody told who received the field `place` (app.Model.field) of these persons, row `record`.

    With a `reference`, only who received it under that opaque number; without, each once, under the last one. `to`
    names the only recipients it may go to. In the caller's transaction; the letters follow. Returns how many.
    """
    passed = Disclosure.objects.filter(person__in=list(person_ids), refused="").order_by("pk")
    passed = passed.filter(reference=reference) if reference else passed
    passed = passed.filter(recipient__in=to) if to else passed
    held = {
        (one.person_id, one.recipient, one.purpose): one.reference for one in passed.iterator() if place in one.fields
    }
    with transaction.atomic():
        for (person_id, recipient, purpose), known_as in sorted(held.items(), key=str):
            note = Correction.objects.create(
                person_id=person_id,
                recipient=recipient,
                purpose=purpose,
                place=place,
                record=record,
                reference=known_as,
                made_at=at,
            )
            enqueue("sharing.correct", args={"note": note.pk}, key=f"correct:{note.pk}", at=at)
    return len(held)


def send_correction(*, note_id: int, at: dt.datetime) -> bool:
    """Send one note to the recipient's mailbox; whether it was sent. Without a mailbox it waits, as the desk says.

    Raises `Refused` when the gate is shut, and what the mail server raises, so that the job tries again. A process
    killed after sending sends it again, under the same message number.
    """
    note = Correction.objects.filter(pk=note_id, sent_at=None).select_related("person").first()
    contact = Contact.objects.filter(recipient=note.recipient).first() if note else None
    if note is None or contact is None:
        return False
    value = _value(note)
    if value is not None and not settings.PRIVACY_LOCAL_OUTBOX:
        opened = disclose(
            to=registry.recipients[note.recipient],
            purpose=datamap.purpose(note.purpose),
            person_id=note.person_id,
            fields={"value": value},
            at=at,
            reference=note.reference,
        )
        subject, text = _letter(note, _in_words(opened["value"]))
        headers = {"Message-ID": f"<correction.{note.pk}@{settings.EMAIL_DOMAIN}>"}
        EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [contact.mailbox], headers=headers).send()
    hit("sharing.corrected")
    Correction.objects.filter(pk=note.pk).update(sent_at=at)
    return True


def send_corrections(*, at: dt.datetime) -> int:
    """Send every note that waits; what the gate refuses goes on waiting. Returns how many went out."""
    sent = 0
    for note_id in list(Correction.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True)):
        with contextlib.suppress(Refused):
            sent += send_correction(note_id=note_id, at=at)
    return sent


def _value(note: Correction) -> Sealed | None:
    """The field as it stands now; None when the row has gone meanwhile."""
    label, _dot, field = note.place.rpartition(".")
    try:
        row: Any = apps.get_model(label)._base_manager.filter(pk=note.record).first()
    except (ValueError, ValidationError):
        return None
    value = getattr(row, field, None)
    return value if isinstance(value, Sealed) else None


def _in_words(value: Any) -> str:
    """An address line by line; anything else as it is."""
    lines = [f"{name}: {part}" for name, part in value.items() if part] if isinstance(value, Mapping) else [str(value)]
    return "\n".join(lines)


def _letter(note: Correction, value: str) -> tuple[str, str]:
    label, _dot, field = note.place.rpartition(".")
    kind = next(one for one in datamap.declarations() if one.label == label).personal[field].category.title
    with translation.override("en"):
        subject = _("A correction under %(reference)s") % {"reference": note.reference or note.pk}
        words = _("We gave you a record under this reference. This part of it was wrong: %(kind)s. It should say:")
        ending = _("Please correct it wherever you keep it, and pass this on to whoever had it from you.")
    return subject, "\n\n".join([words % {"kind": str(kind).lower()}, value, ending])
