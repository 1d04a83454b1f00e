"""Posts in the studio and the purposes their holders may act for."""

from django.utils.translation import gettext_lazy as _

from policy.purposes import ACCOUNTING, FULFIL_ORDER, KEEP_ACCOUNT, OVERSEE, OVERVIEW, TAKE_PAYMENT
from privacy.datamap.types import Role
from privacy.datamap.vocabulary import ANSWER_MAIL, ANSWER_RIGHTS, OVERSEE_STAFF, WARN

WORKSHOP = Role("workshop", _("Workshop"), (OVERVIEW,))
ORDERS = Role("orders", _("Orders and dispatch"), (OVERVIEW, FULFIL_ORDER, TAKE_PAYMENT, ANSWER_MAIL, OVERSEE))
KEEPER = Role(
    "keeper",
    _("Keeper of the house"),
    (
        OVERVIEW,
        FULFIL_ORDER,
        TAKE_PAYMENT,
        ACCOUNTING,
        KEEP_ACCOUNT,
        ANSWER_RIGHTS,
        ANSWER_MAIL,
        WARN,
        OVERSEE_STAFF,
        OVERSEE,
    ),
)

ALL = (WORKSHOP, ORDERS, KEEPER)
