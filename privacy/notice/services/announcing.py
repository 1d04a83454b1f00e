"""Telling everybody whom we can reach: once each, by mail and by text message, killed or not."""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kit.failpoints import hit
from kit.generation import touch
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.handles.models import Handle
from privacy.handles.queries import newest
from privacy.handles.types import Kind
from privacy.ledger import services as ledger
from privacy.notice import history, queries, registry
from privacy.notice.models import Delivery, Version
from privacy.notice.services.publishing import earliest, renew_when_due
from privacy.people.models import Person
from privacy.sharing import queries as sharing
from privacy.sharing.services import post, text

CHUNK = 200
CHANNELS = {"mail": Kind.EMAIL, "text": Kind.PHONE}


def announce(*, version: Version, at: dt.datetime) -> None:
    """Write to every person with a handle, once; call it again after a crash and it goes on.

    When the last is told and less than 15 full days are left, the change takes effect later: nobody is hurried.
    """
    if version.announced_at is not None:
        return
    for channel, kind in CHANNELS.items():
        for handle in _handles(kind):
            _tell(version, channel, handle, at)
    _finish(version, at)


def reconcile(*, at: dt.datetime) -> int:
    """Note which messages have left since: how many."""
    count = 0
    for delivery in Delivery.objects.filter(handed_at=None).select_related("version"):
        if sharing.sent(_key(delivery.version, delivery.channel, delivery.index)):
            count += Delivery.objects.filter(pk=delivery.pk, handed_at=None).update(handed_at=at)
    return count


def _handles(kind: Kind) -> Iterator[Handle]:
    """The handle to reach each natural person at."""
    reachable = Person.objects.filter(merged_into=None, erased_at=None).filter(
        Exists(Handle.objects.filter(person=OuterRef("pk"), kind=kind))
    )
    last = uuid.UUID(int=0)
    while chunk := list(reachable.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        for person_id in chunk:
            if handle := newest(person_id, kind):
                yield handle
        last = chunk[-1]


def _tell(version: Version, channel: str, handle: Handle, at: dt.datetime) -> None:
    if Delivery.objects.filter(version=version, channel=channel, index=handle.index).exists():
        return
    try:
        with transaction.atomic():
            Delivery.objects.create(
                version=version, channel=channel, index=handle.index, person_id=handle.person_id, posted_at=at
            )
            _post(version, channel, handle, at)
            hit("notice.telling")
    except IntegrityError:  # another worker was faster
        return
    hit("notice.told")


def _post(version: Version, channel: str, handle: Handle, at: dt.datetime) -> None:
    known = registry.language_of(handle.person_id)
    codes = [known] if known else [code for code, _name in settings.LANGUAGES]
    key, told = _key(version, channel, handle.index), [_words(version, code, channel) for code in codes]
    body = "\n\n—\n\n".join(body for _subject, body in told)
    if channel == "text":
        text(person_id=handle.person_id, purpose=DELIVER_MAIL, text=body, language=codes[0], key=key, at=at)
        return
    post(
        person_id=handle.person_id,
        purpose=DELIVER_MAIL,
        subject=" · ".join(subject for subject, _body in told),
        text=body,
        language=codes[0],
        key=key,
        at=at,
    )


def _words(version: Version, code: str, channel: str) -> tuple[str, str]:
    with translation.override(code):
        if version.effective_on is None:
            raise AssertionError("only a published version is announced")
        day = date_format(version.effective_on, "DATE_FORMAT")
        context = {
            "version": version,
            "day": day,
            "said": version.texts[code],
            "meetings": queries.meetings(version),
            "address": settings.SITE_URL + reverse("notice:change", args=[version.version]),
            "controller": settings.PRIVACY_CONTROLLER,
        }
        subject = _("Our privacy notice changes on %(day)s") % {"day": day}
        return subject, render_to_string(f"privacy_notice/mail/change_{channel}.txt", context).strip()


def _key(version: Version, channel: str, index: str) -> str:
    return f"n:{version.version}:{channel[0]}:{index[:36]}"


def _finish(version: Version, at: dt.datetime) -> None:
    with transaction.atomic():
        if not Version.objects.filter(pk=version.pk, announced_at=None).update(announced_at=at):
            return
        version.refresh_from_db()
        told = queries.deliveries(version)
        facts: dict[str, str | int] = {"version": version.version, "mails": told["mail"], "texts": told["text"]}
        ledger.append(kind="notice.announced", about=None, facts=facts, at=at)
        if version.effective_on is not None and version.effective_on < earliest(at):
            _postpone(version, at)
        transaction.on_commit(touch)


def _postpone(version: Version, at: dt.datetime) -> None:
    day = earliest(at)
    Version.objects.filter(pk=version.pk).update(effective_on=day, effective_at=history.midnight(day))
    version.refresh_from_db()
    facts = {"version": version.version, "effective": day.isoformat()}
    ledger.append(kind="notice.postponed", about=None, facts=facts, at=at)
    renew_when_due(version, at=at)
