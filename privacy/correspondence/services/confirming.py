"""“We have your letter”: once a conversation, never to a program, never twice a day to one address."""

import datetime as dt

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from privacy.correspondence.models import Ticket
from privacy.correspondence.services import threading
from privacy.correspondence.types import Sort
from privacy.datamap.vocabulary import ANSWER_MAIL
from privacy.sharing import services as sharing

# Whoever writes under another's address must not be able to fill their box through us.
ONE_EACH = dt.timedelta(days=1)


def confirm(ticket: Ticket, sort: Sort, *, at: dt.datetime, quiet: bool) -> None:
    """Say once that a letter has come and by when it is answered, in the caller's transaction."""
    if quiet or not sort.clocked or not ticket.handle_index or ticket.confirmed_at or ticket.due_on is None:
        return
    others = Ticket.objects.filter(handle_index=ticket.handle_index, confirmed_at__gt=at - ONE_EACH)
    if others.exists():
        return
    Ticket.objects.filter(pk=ticket.pk).update(confirmed_at=at)
    key = f"mail:{ticket.reference}:confirmed"
    with translation.override(ticket.language):
        sharing.post(
            person_id=ticket.person_id,
            purpose=ANSWER_MAIL,
            subject=gettext("We have your letter (%(reference)s)") % {"reference": ticket.reference},
            text=render_to_string("privacy_correspondence/mail/confirmation.txt", {"ticket": ticket}),
            language=ticket.language,
            key=key,
            to=ticket.handle_index,
            at=at,
        )
    by_a_program = {"Auto-Submitted": "auto-replied", "Precedence": "auto_reply"}
    sharing.add_headers(key=key, headers={**threading.headers(ticket), **by_a_program})
