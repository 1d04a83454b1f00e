"""The verbs of payments. All are keyword-only; `at` is now.

`start` and `settle_from_provider` speak to the provider: call them outside any transaction of your own.
`refund` only writes, inside your transaction; a job tells the provider after the commit.
"""

from shop.payments.services.alerts import resolve_alert
from shop.payments.services.inbox import receive
from shop.payments.services.refunding import refund
from shop.payments.services.settling import settle_from_provider
from shop.payments.services.starting import start

__all__ = ["receive", "refund", "resolve_alert", "settle_from_provider", "start"]
