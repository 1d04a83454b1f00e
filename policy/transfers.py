"""Due diligence before the studio, or a part of it, may pass to somebody else: each item answered by one post."""

from django.utils.translation import gettext_lazy as _

from policy.roles import KEEPER, ORDERS
from privacy.handover.types import Question

ALL = (
    Question("policy", _("Have they agreed in writing to keep this notice, or one that protects as much?"), KEEPER.id),
    Question("purposes", _("Which purposes pass, and is nothing handed over beyond them?"), KEEPER.id),
    Question("security", _("How do they protect data, and who has checked it?"), KEEPER.id),
    Question("place", _("In which countries will data rest, and was each assessed?"), KEEPER.id),
    Question("open-orders", _("Which orders are open, and who delivers them?"), ORDERS.id),
    Question("rights", _("Who answers people's requests from the first day?"), KEEPER.id),
)
