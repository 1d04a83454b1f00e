"""What the person is written about a request, in the language they asked in."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from privacy.correspondence import services as correspondence
from privacy.correspondence.models import Ticket
from privacy.correspondence.types import Sorted
from privacy.datamap.types import Text
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.rights import clocks, registry
from privacy.rights.models import Request
from privacy.rights.services import threads
from privacy.rights.types import Right
from privacy.sharing.services import post

# What nobody at the desk may read: it is kept in no conversation.
SECRET = {"code_desk"}


def write(request: Request, name: str, subject: str, context: dict[str, object], at: dt.datetime) -> None:
    """Post the mail `name` about a request, where the person has an address. `subject` is an English msgid.

    It stands in a conversation: an answer to it by mail comes back to the case. Where the channel it came in by has an
    answer of its own, such as a chat, the same is said there.
    """
    with translation.override(request.language):
        known = {
            "request": request,
            "what": clocks.KINDS[Right(request.right)].title,
            "page": settings.SITE_URL + reverse("rights:request", args=[request.reference]),
        }
        head, words = gettext(subject), render_to_string(f"privacy_rights/mail/{name}.txt", known | context)
    if name not in SECRET and (tell := registry.teller(request.channel)):
        tell(request, head, words, at)
    ticket = threads.conversation(request, at)
    if ticket is None:
        return
    key = f"{request.right}:{request.reference}:{int(at.timestamp() * 1000)}:{name}"
    if name in SECRET:
        post(
            person_id=ticket.person_id,
            purpose=ANSWER_RIGHTS,
            subject=head,
            text=words,
            language=request.language,
            key=key,
            to=ticket.handle_index,
            at=at,
        )
        return
    head = f"{head} ({request.reference})"
    letter = correspondence.follow(ticket=ticket, purpose=ANSWER_RIGHTS, subject=head, words=words, key=key, at=at)
    threads.belongs(request, letter)


def stopped(fact: Sorted, titles: Sequence[Text]) -> None:
    """Confirm that a letter which asked us to stop has been obeyed; once a letter, and answered where it came from."""
    ticket = Ticket.objects.get(pk=fact.ticket_id)
    if not ticket.handle_index:
        return
    with translation.override(fact.language):
        words = render_to_string("privacy_rights/mail/stopped.txt", {"titles": titles, "reference": fact.reference})
        correspondence.follow(
            ticket=ticket,
            purpose=ANSWER_RIGHTS,
            subject=gettext("We have stopped"),
            words=words,
            key=f"stopped:{fact.letter_id}",
            at=fact.at,
        )
