"""What the studio uses personal data for, and the kinds of data it knows beyond the engine's own."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap import vocabulary
from privacy.datamap.types import Basis, Category, Purpose

FULFIL_ORDER = Purpose(
    "fulfil-order",
    _("Making, packing and delivering what you ordered"),
    Basis.CONTRACT,
    _("Your name, address and phone number go on the parcel; your e-mail address gets word of each step."),
)
TAKE_PAYMENT = Purpose(
    "take-payment",
    _("Taking payments and paying back"),
    Basis.CONTRACT,
    _("The payment provider asks you for your card on its own page. We learn whether it worked, never the card."),
)
ACCOUNTING = Purpose(
    "accounting",
    _("Invoices and books"),
    Basis.LEGAL_DUTY,
    _("Tax law wants invoices kept; they carry a name and an address."),
)
KEEP_ACCOUNT = Purpose(
    "keep-account",
    _("Keeping your account"),
    Basis.CONTRACT,
    _("So that you can sign in, see your orders and change what we know of you."),
)
PROTECT = Purpose(
    "protect",
    _("Keeping strangers out of your account and the shop safe"),
    Basis.LEGITIMATE_INTEREST,
    _("Failed sign-ins are counted, never what was typed."),
)
MEASURE_VISITS = Purpose(
    "measure-visits",
    _("Counting which pages are read, to improve the site"),
    Basis.CONSENT,
    _("Pages and times under a random number for one visit: no name, no advertising. Gone after six months."),
    refused_by_gpc=True,
    asked_of_browser=True,
)
LETTERS = Purpose(
    "letters",
    _("Letters from the workshop"),
    Basis.CONSENT,
    _("A few e-mails a year about new pieces. Each has a link that ends them at once."),
)
OVERVIEW = Purpose(
    "overview",
    _("Finding the right case in a list, with masked data"),
    Basis.LEGITIMATE_INTEREST,
    _("Staff see hints such as “Zh…” here, never the whole."),
)

OVERSEE = Purpose(
    "oversee",
    _("Holding the firms we work with to their word"),
    Basis.LEGAL_DUTY,
    _("Contracts, audits, places of storage and demands to erase: about firms, not about you."),
)

WEIGH_PUBLICATION = Purpose(
    "weigh-publication",
    _("Weighing whether something has to be published"),
    Basis.LEGAL_DUTY,
    _("A law or court demands it: two people look at what would become public."),
)

ALL = (
    *vocabulary.PURPOSES,
    FULFIL_ORDER,
    TAKE_PAYMENT,
    ACCOUNTING,
    KEEP_ACCOUNT,
    PROTECT,
    MEASURE_VISITS,
    LETTERS,
    OVERVIEW,
    OVERSEE,
    WEIGH_PUBLICATION,
)

PURCHASE = Category("purchase", _("What was bought, when and for how much"), sealed=False)
VISIT = Category("visit", _("Pages seen"), sealed=False)

CATEGORIES = (*vocabulary.CATEGORIES, PURCHASE, VISIT)
