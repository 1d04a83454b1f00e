"""How long each kind of data lives, and by which right."""

from django.utils.translation import gettext_lazy as _

from kit.clock import Period
from privacy.datamap import vocabulary
from privacy.datamap.types import RetentionClass

# Limitation for purchase claims is three years (PRC Civil Code Art. 188); one year more was promised.
PURCHASE_RECORDS = RetentionClass(
    "purchase-records",
    _("Four years after the purchase"),
    Period(years=4),
    _("Claims from a purchase lapse after three years; we keep its record one year longer."),
)
# Where books must be kept longer (China: accounting files, ten years and more), invoices follow that law.
INVOICES = RetentionClass(
    "invoices",
    _("Ten years after the invoice"),
    Period(years=10),
    _("Accounting and tax law wants invoices kept for ten years."),
)
DELIVERY_DETAILS = RetentionClass(
    "delivery-details",
    _("Six months after the order"),
    Period(months=6),
    _("Until a parcel has surely arrived and can no longer come back."),
)
ALL = (*vocabulary.CLOCKS, PURCHASE_RECORDS, INVOICES, DELIVERY_DETAILS)
