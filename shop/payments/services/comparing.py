"""Does what a provider tells fit what we asked for? A genuine message about other money must change nothing."""

import datetime as dt

from django.conf import settings

from shop.payments.models import AlertKind, Payment
from shop.payments.providers.types import Claims
from shop.payments.services.alerts import raise_alert


def fits(payment: Payment, claims: Claims, at: dt.datetime) -> bool:
    """Whether amount, currency, reference and payee are those of `payment`; raises an alert for each that is not."""
    pairs = {
        AlertKind.AMOUNT: (claims.amount.minor, payment.amount),
        AlertKind.CURRENCY: (claims.amount.currency, payment.currency),
        AlertKind.REFERENCE: (claims.reference, payment.subject),
        AlertKind.PAYEE: (claims.payee, settings.PAYMENT_PAYEE),
    }
    wrong = {kind: told for kind, (told, asked) in pairs.items() if told != asked}
    for kind, told in wrong.items():
        raise_alert(kind=kind, payment=payment, at=at, told=str(told))
    return not wrong
