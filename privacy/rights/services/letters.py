"""What the person is written about a request, in the language they asked in."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from privacy.correspondence.types import Sorted
from privacy.datamap.types import Text
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


def stopped(fact: Sorted, titles: Sequence[Text]) -> None:
    """Confirm that a reply which said no more than "stop" has been obeyed; once a letter."""
    with translation.override(fact.language):
        post(
            person_id=fact.person_id,
            purpose=ANSWER_RIGHTS,
            subject=gettext("We have stopped"),
            text=render_to_string("privacy_rights/mail/stopped.txt", {"titles": titles, "reference": fact.reference}),
            language=fact.language,
            key=f"stopped:{fact.letter_id}",
            at=fact.at,
        )
