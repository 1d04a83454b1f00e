"""What people are told of a transfer, in every language: who takes over, where, what for, and how to say no."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.countries import country_name
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.handover.models import Told, Transfer
from privacy.handover.services.objecting import token_for
from privacy.sharing import services as sharing


def key_of(transfer: Transfer, person_id: uuid.UUID | None = None, way: str = "") -> str:
    """The key of a notice: one a person and way. Without a person, how the keys of a transfer begin."""
    head = f"transfer:{transfer.reference}:"
    if person_id is None:
        return head
    return f"{head}{person_id}:t" if way == Told.Way.TEXT else f"{head}{person_id}"


def write(transfer: Transfer, person_id: uuid.UUID, way: str, until: dt.date, *, at: dt.datetime) -> None:
    """Seal the notice and ask for its delivery; nothing for whoever only a letter on paper reaches."""
    key = key_of(transfer, person_id, way)
    one: dict[str, Any] = {
        "person_id": person_id,
        "purpose": DELIVER_MAIL,
        "language": settings.LANGUAGES[0][0],
        "key": key,
        "at": at,
    }
    if way == Told.Way.MAIL:
        letters = [_said(transfer, person_id, until, code, "letter") for code, _name in settings.LANGUAGES]
        subject = " · ".join(_subject(code) for code, _name in settings.LANGUAGES)
        sharing.post(subject=subject, text="\n\n—\n\n".join(letters), **one)
    if way == Told.Way.TEXT:
        texts = [_said(transfer, person_id, until, code, "text") for code, _name in settings.LANGUAGES]
        sharing.text(text=" · ".join(texts), **one)


def context(transfer: Transfer) -> dict[str, object]:
    """What whoever is concerned must know of the receiver, in the language of the moment."""
    return {
        "transfer": transfer,
        "country": country_name(transfer.country, get_language() or "en"),
        "purposes": [str(datamap.purpose(one).title) for one in transfer.purposes],
    }


def _said(transfer: Transfer, person_id: uuid.UUID, until: dt.date, language: str, kind: str) -> str:
    with translation.override(language):
        link = settings.SITE_URL + reverse("handover:objection", args=[token_for(transfer, person_id)])
        said = context(transfer) | {"until": until, "link": link, "studio": settings.PRIVACY_CONTROLLER}
        return render_to_string(f"privacy_handover/{kind}.txt", said).strip()


def _subject(language: str) -> str:
    with translation.override(language):
        return _("The studio changes hands")
