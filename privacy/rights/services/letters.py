"""What the person is written about a request, in the language they asked in."""

import datetime as dt

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.handles.queries import newest
from privacy.handles.types import Kind
from privacy.rights import clocks
from privacy.rights.models import Request
from privacy.rights.types import Right
from privacy.sharing.services import post


def write(request: Request, name: str, subject: str, context: dict[str, object], at: dt.datetime) -> None:
    """Post the mail `name` about a request, where the person has an address. `subject` is an English msgid."""
    if newest(request.person_id, Kind.EMAIL) is None:
        return
    with translation.override(request.language):
        known = {
            "request": request,
            "what": clocks.KINDS[Right(request.right)].title,
            "page": settings.SITE_URL + reverse("rights:request", args=[request.reference]),
        }
        post(
            person_id=request.person_id,
            purpose=ANSWER_RIGHTS,
            subject=gettext(subject),
            text=render_to_string(f"privacy_rights/mail/{name}.txt", known | context),
            language=request.language,
            key=f"{request.right}:{request.reference}:{int(at.timestamp() * 1000)}:{name}",
            at=at,
        )
