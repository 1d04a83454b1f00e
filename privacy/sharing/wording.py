"""A passage in words: who received what, for people to read."""

from django.utils.translation import gettext

from privacy.datamap import queries as datamap
from privacy.sharing.models import Disclosure
from privacy.sharing.social import network

PUBLIC = "public"
TRANSFER = "transfer"
PUBLICATION = "publication"
OF_A_NETWORK = "social."


def recipient_title(passage: Disclosure) -> str:
    """Whoever received it: a recipient of the policy, the studio's next owner, the public."""
    if passage.purpose == TRANSFER:
        return gettext("Whoever takes the studio over (%(case)s)") % {"case": passage.recipient}
    if passage.recipient == PUBLIC:
        return gettext("The public, as law or court ordered")
    return str(next((one.title for one in datamap.recipients() if one.id == passage.recipient), passage.recipient))


def purpose_title(passage: Disclosure) -> str | None:
    """What it went for, where that is no purpose of the policy; None where it is."""
    if passage.purpose == TRANSFER:
        return gettext("Going on with your orders under the same promises")
    return gettext("An order to publish") if passage.purpose == PUBLICATION else None


def scope_title(passage: Disclosure, field: str) -> str | None:
    """A field a social network was asked for, in the words of its declaration; None for any other field."""
    known = network(passage.recipient) if field.startswith(OF_A_NETWORK) else None
    scopes = known.scopes if known else ()
    return next((str(one.title) for one in scopes if one.id == field.removeprefix(OF_A_NETWORK)), None)
