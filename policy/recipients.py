"""Who outside the studio may receive what. The sharing gate obeys this list; the notice prints it."""

import dataclasses

from django.utils.translation import gettext_lazy as _

from policy.purposes import FULFIL_ORDER, TAKE_PAYMENT
from privacy.datamap import vocabulary
from privacy.datamap.types import Grace, Recipient

CARRIERS = Recipient(
    "carriers",
    _("Parcel carriers"),
    _("bring the parcel to your door"),
    region="CN",
    purposes=(FULFIL_ORDER,),
    contract_until="2027-12-31",
    review_due="2027-06-30",
    grace=Grace(14, _("a parcel already on its way has to arrive")),
)
MAIL_RELAY = dataclasses.replace(
    vocabulary.MAIL_RELAY,
    region="CN",
    contract_until="2027-12-31",
    review_due="2027-06-30",
)

# Stands in the United States; `privacy/sharing/twilio` hands the messages over.
TEXT_RELAY = dataclasses.replace(
    vocabulary.TEXT_RELAY,
    region="US",
    contract_until="2027-12-31",
    review_due="2027-06-30",
)

PAYMENT_SANDBOX = Recipient(
    "payment-sandbox",
    _("Payment provider of the sandbox"),
    _("takes your payment on its own page and pays back; told the order's number, the amount and your language"),
    region="CN",
    purposes=(TAKE_PAYMENT,),
    contract_until="2027-12-31",
    review_due="2027-06-30",
    grace=Grace(60, _("a payment made before has to be seen through, and money owed to you has to reach you")),
)

# A firm of its own for each provider that `shop/payments/providers` knows, by the provider's name there.
PAYMENT_PROVIDERS = {"sandbox": PAYMENT_SANDBOX}

ALL = (CARRIERS, MAIL_RELAY, TEXT_RELAY, *PAYMENT_PROVIDERS.values())
