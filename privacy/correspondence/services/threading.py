"""What lets an answer find its conversation again: our reference in the address, and the mails it follows."""

from django.conf import settings

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.correspondence.models import Letter, Ticket
from privacy.datamap.vocabulary import ANSWER_MAIL
from privacy.retention.queries import living

MOST = 10


def headers(ticket: Ticket) -> dict[str, str]:
    """Header lines for a mail of ours within a conversation."""
    reply_to = f"{ticket.mailbox}+{ticket.reference.lower()}@{settings.PRIVACY_MAIL_DOMAIN}"
    letters = Letter.objects.filter(ticket=ticket, message_id__isnull=False)
    rows = living(letters, ticket.last_at).order_by("-at")[:MOST]
    with acting(ANSWER_MAIL, by=Actor.system("mail threads"), at=ticket.last_at):
        ids = [str(row.message_id.reveal()) for row in reversed(rows)]
    follows = {"In-Reply-To": ids[-1], "References": " ".join(ids)} if ids else {}
    return {"Reply-To": reply_to, **follows}
