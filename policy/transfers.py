"""Due diligence before the studio, or a part of it, may pass to somebody else: each item answered by one post."""

import datetime as dt
import uuid

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policy.roles import KEEPER, ORDERS
from privacy.handover import queries
from privacy.handover.models import Told
from privacy.handover.services import token_for
from privacy.handover.types import Question
from privacy.rights.registry import Choice, offer_by

ALL = (
    Question("policy", _("Have they agreed in writing to keep this notice, or one that protects as much?"), KEEPER.id),
    Question("purposes", _("Which purposes pass, and is nothing handed over beyond them?"), KEEPER.id),
    Question("security", _("How do they protect data, and who has checked it?"), KEEPER.id),
    Question("place", _("In which countries will data rest, and was each assessed?"), KEEPER.id),
    Question("open-orders", _("Which orders are open, and who delivers them?"), ORDERS.id),
    Question("rights", _("Who answers people's requests from the first day?"), KEEPER.id),
)


@offer_by
def objections(person_ids: frozenset[uuid.UUID], _at: dt.datetime) -> list[Choice]:
    """In "My data" too: whoever is to go along with the studio can say no."""
    return [_objection(one) for one in queries.concerning(person_ids)]


def _objection(row: Told) -> Choice:
    words = gettext("%(receiver)s is to take over the studio, or a part of it.") % {"receiver": row.transfer.receiver}
    if row.until:
        day = date_format(row.until, "DATE_FORMAT")
        words += " " + gettext("You can keep your data out until the end of %(day)s.") % {"day": day}
    address = reverse("handover:objection", args=[token_for(row.transfer, row.person_id)])
    return Choice(gettext("The studio changes hands"), words, gettext("Read more, or object"), address)
