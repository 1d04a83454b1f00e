"""Posts in the studio and the purposes their holders may act for."""

from django.utils.translation import gettext_lazy as _

from policy.purposes import ACCOUNTING, FULFIL_ORDER, KEEP_ACCOUNT, OVERSEE, OVERVIEW, TAKE_PAYMENT, WEIGH_PUBLICATION
from privacy.datamap.types import Role
from privacy.datamap.vocabulary import (
    ANSWER_MAIL,
    ANSWER_RIGHTS,
    IMPROVE_POLICY,
    OVERSEE_STAFF,
    PROTECT_CHILDREN,
    SETTLE_DISPUTES,
    WARN,
)

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
        PROTECT_CHILDREN,
        OVERSEE,
        IMPROVE_POLICY,
        WEIGH_PUBLICATION,
    ),
)
# Whoever decides a dispute, or weighs whether something must be published, does not sell, pack or keep accounts.
COUNSEL = Role("counsel", _("Counsel"), (OVERVIEW, SETTLE_DISPUTES, IMPROVE_POLICY, WEIGH_PUBLICATION))

# What no single post may hold together: whoever judges a matter has no hand in it. `manage.py check` looks.
# Of the pairs the keeper holds, docs/decisions/staff.md tells why.
APART = tuple(
    (SETTLE_DISPUTES, other)
    for other in (
        FULFIL_ORDER,
        TAKE_PAYMENT,
        ACCOUNTING,
        KEEP_ACCOUNT,
        ANSWER_RIGHTS,
        ANSWER_MAIL,
        WARN,
        OVERSEE,
        OVERSEE_STAFF,
        PROTECT_CHILDREN,
    )
)
# Whoever sells holds neither the books nor the watch over staff, unless they keep the house.
APART_BUT_FOR_THE_KEEPER = (
    (FULFIL_ORDER, ACCOUNTING),
    (TAKE_PAYMENT, ACCOUNTING),
    (FULFIL_ORDER, OVERSEE_STAFF),
    (OVERSEE, WEIGH_PUBLICATION),
    (OVERSEE, OVERSEE_STAFF),
)

ALL = (COUNSEL, WORKSHOP, ORDERS, KEEPER)
