"""Who outside the studio may receive what. The sharing gate obeys this list; the notice prints it."""

from django.utils.translation import gettext_lazy as _

from policy.purposes import FULFIL_ORDER
from privacy.datamap.types import Recipient
from privacy.datamap.vocabulary import DELIVER_MAIL

CARRIERS = Recipient(
    "carriers",
    _("Parcel carriers"),
    _("bring the parcel to your door"),
    region="CN",
    purposes=(FULFIL_ORDER,),
    contract_until="2027-12-31",
    review_due="2027-06-30",
)
MAIL_RELAY = Recipient(
    "mail-relay",
    _("Our mail server's operator"),
    _("hands our e-mails over to yours"),
    region="CN",
    purposes=(DELIVER_MAIL, FULFIL_ORDER),
    contract_until="2027-12-31",
    review_due="2027-06-30",
)

ALL = (CARRIERS, MAIL_RELAY)
