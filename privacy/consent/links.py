"""Signed addresses that take one consent of one person back, and can do nothing else. They do not expire."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse
from django.utils import translation

from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Purpose

SALT = "privacy.consent.stop"


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose consent to what is to be taken back."""

    person_id: uuid.UUID
    purpose: Purpose


def address(person_id: uuid.UUID, purpose: Purpose, *, language: str) -> str:
    """The path at which a POST takes this consent back, in the language of the mail that carries it."""
    token = signing.dumps([person_id.hex, purpose.id], salt=SALT)
    with translation.override(language):
        return reverse("consent:stop", args=[token])


def read(token: str, *, at: dt.datetime) -> Wish | None:
    """What a token stands for; None when we did not sign it for this, or the purpose is no longer one of consent."""
    try:
        person, purpose_id = signing.loads(token, salt=SALT)
        wish = Wish(uuid.UUID(hex=person), datamap.purpose(purpose_id))
    except (signing.BadSignature, datamap.Undeclared, ValueError):
        return None
    return wish if locks.rests_on_consent(wish.purpose, at) else None
