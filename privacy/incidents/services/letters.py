"""What people are told: drafted once for each language and channel, sealed for each person."""

import datetime as dt
import secrets
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from kit.inserting import insert
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap import registry as datamap
from privacy.datamap.vocabulary import MAIL, WARN
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.incidents import registry
from privacy.incidents.models import Affected, Incident, MonitoringCode
from privacy.incidents.types import Channel
from privacy.sharing import services as sharing
from privacy.sharing.models import Message
from privacy.sharing.types import Letter
from privacy.vault import services as vault

# Stands in the draft where each person's own code goes; made anew by each process, so that no words of anybody hold it.
CODE = f"[{secrets.token_hex(16)}]"
NOTICE = "incident"


def draft(incident: Incident, *, language: str, channel: Channel, with_code: bool = False) -> tuple[str, str]:
    """Subject and text of the notice in a language; with a place for a person's code where they have one."""
    with translation.override(language):
        context = {
            "incident": incident,
            "kind": registry.kind(incident.kind),
            "happened": incident.words.get(language) or next(iter(incident.words.values()), ""),
            "categories": [datamap.categories[one].title for one in incident.categories if one in datamap.categories],
            "done": set(incident.taken.filter(step="help").values_list("facts", flat=True).first() or ()),
            "code": CODE if with_code else "",
            "page": f"{settings.SITE_URL}{reverse('rights:my_data')}",
            "studio": settings.PRIVACY_CONTROLLER,
            "contact": settings.CONTACT_EMAIL,
        }
        subject = render_to_string("privacy_incidents/notice_subject.txt", context)
        text = render_to_string(f"privacy_incidents/notice_{channel}.txt", context)
    return " ".join(subject.split()), text.strip() + "\n"


def letters_for(incident: Incident, chosen: Sequence[tuple[Affected, Handle]], *, at: dt.datetime) -> list[Letter]:
    """A sealed message for each, made once; and on each person's row, in their language, what happened."""
    languages = registry.languages([row.person_id for row, _handle in chosen])
    spoken = {row.pk: languages.get(row.person_id) or settings.LANGUAGE_CODE for row, _handle in chosen}
    keys = {row.pk: _key(row, handle) for row, handle in chosen}
    existing = {one.key: one for one in Message.objects.filter(key__in=list(keys.values()))}
    with acting(WARN, by=Actor.system("incident notices"), at=at):
        vault.prepare_to_seal([row.person_id for row, _handle in chosen], kept=MAIL.id)
        codes = _codes(incident, [row.person_id for row, _handle in chosen])
        drafts: dict[tuple[str, Channel, bool], tuple[str, str]] = {}
        fresh = []
        for row, handle in chosen:
            if keys[row.pk] in existing:
                continue
            wanted = (spoken[row.pk], _channel(handle), row.person_id in codes)
            if wanted not in drafts:
                drafts[wanted] = draft(incident, language=wanted[0], channel=wanted[1], with_code=wanted[2])
            fresh.append(_message(row, handle, keys[row.pk], spoken[row.pk], drafts[wanted], codes, at))
        insert(fresh, ignore_conflicts=True)
    _tell_rows(incident, spoken)
    sealed = {one.key: one for one in Message.objects.filter(key__in=list(keys.values()))}
    return [Letter(sealed[keys[row.pk]], handle) for row, handle in chosen if keys[row.pk] in sealed]


def tell_of_codes(incident: Incident, person_ids: Sequence[uuid.UUID], *, at: dt.datetime) -> None:
    """A letter with their code for those whose notice was written before they had one. Drills write nobody a second."""
    written = Message.objects.filter(key__startswith=f"{NOTICE}:{incident.pk}:", person__in=person_ids)
    late = set(written.values_list("person_id", flat=True)) if not incident.drill else set()
    languages, codes = registry.languages(late), _codes(incident, list(late)) if late else {}
    for row in Affected.objects.filter(incident=incident, person__in=late, unreached_at=None):
        language = languages.get(row.person_id) or settings.LANGUAGE_CODE
        with translation.override(language):
            context = {"incident": incident, "code": codes[row.person_id], "studio": settings.PRIVACY_CONTROLLER}
            text = render_to_string("privacy_incidents/code.txt", context).strip() + "\n"
            subject = gettext("Your code for identity monitoring")
        one: dict[str, Any] = {
            "person_id": row.person_id,
            "purpose": WARN,
            "language": language,
            "text": text,
            "at": at,
        }
        key = f"incident-code:{incident.pk}:{row.pk}"
        if row.channel == Channel.TEXT:
            sharing.text(key=key, **one)
        else:
            sharing.post(key=key, subject=subject, **one)


def row_of(message: Message) -> tuple[Affected, int] | None:
    """Whose notice a message is, and the number of the handle it went to; None when it is no notice of an incident."""
    head, _, rest = message.key.partition(":")
    if head != NOTICE:
        return None
    _incident, row, handle = rest.split(":")
    found = Affected.objects.filter(pk=row).first()
    return (found, int(handle)) if found else None


def _key(row: Affected, handle: Handle) -> str:
    """One message a handle: a mail that comes back says by its own number which of them it was."""
    return f"{NOTICE}:{row.incident_id}:{row.pk}:{handle.pk}"


def _channel(handle: Handle) -> Channel:
    return Channel.MAIL if handle.kind == Kind.EMAIL else Channel.TEXT


def _codes(incident: Incident, person_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    rows = MonitoringCode.objects.filter(incident=incident, person__in=person_ids)
    return {row.person_id: row.value.reveal() for row in rows}


def _message(
    row: Affected,
    handle: Handle,
    key: str,
    language: str,
    words: tuple[str, str],
    codes: Mapping[uuid.UUID, str],
    at: dt.datetime,
) -> Message:
    return Message(
        person_id=row.person_id,
        key=key,
        channel=_channel(handle),
        handle_index=handle.index,
        purpose=WARN.id,
        language=language,
        subject=words[0],
        text=words[1].replace(CODE, codes.get(row.person_id, "")),
        created_at=at,
    )


def _tell_rows(incident: Incident, spoken: Mapping[int, str]) -> None:
    """So that "My data" says it in the person's own language too."""
    for language in set(spoken.values()):
        with translation.override(language):
            what = str(registry.kind(incident.kind).happened)[:400]
        mine = [pk for pk, one in spoken.items() if one == language]
        Affected.objects.filter(pk__in=mine, what="").update(what=what)
